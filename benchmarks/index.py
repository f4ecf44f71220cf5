"""`python benchmarks/index.py`: figures of the index. What is measured stands in index_store.py.

A script's folder comes first on the path, where this file would hide the package of its own name.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])
runpy.run_module("benchmarks.index_store", run_name="__main__")
