"""`python benchmarks/kills.py`: the main job killed at random moments. What is measured stands in kills_of_runs.py.

A script's folder comes first on the path, where files are named like our packages.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])
runpy.run_module("benchmarks.kills_of_runs", run_name="__main__")
