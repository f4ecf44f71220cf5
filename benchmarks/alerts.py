"""`python benchmarks/alerts.py`: figures of delivering. What is measured stands in alerts_delivery.py.

A script's folder comes first on the path, where this file would hide the package of its own name.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])
runpy.run_module("benchmarks.alerts_delivery", run_name="__main__")
