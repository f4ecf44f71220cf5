"""How well enrichment does, measured: one table of figures with their n, interval, figure at the last release and target.

`make quality`, or `python -m benchmarks.quality [--only SET…] [--json] [--write]`. One module a measuring set; each gives figures
(figures.py) made from observations by a statistic (statistics.py), whose interval is a bootstrap over whole campaigns, clusters
or documents (bootstrap.py).
"""
