"""`python benchmarks/matching.py`: how fast saved searches are matched. What is measured stands in matching_figures.py.

A script's folder comes first on the path, where alerts.py would hide the package of its name.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])
runpy.run_module("benchmarks.matching_figures", run_name="__main__")
