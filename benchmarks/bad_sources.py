"""`python benchmarks/bad_sources.py`: two hundred sources, twenty of them bad. What is measured stands in bad_among_good.py.

A script's folder comes first on the path, where files are named like our packages.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])
runpy.run_module("benchmarks.bad_among_good", run_name="__main__")
