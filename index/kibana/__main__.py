"""`python -m index.kibana [FOLDER]`: write the objects of definitions.py to configs/kibana of the checkout, or to FOLDER."""

from __future__ import annotations

import sys
from pathlib import Path

from index.kibana.export import write

if __name__ == "__main__":
    written = write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "configs" / "kibana")
    print("\n".join(map(str, written)))
