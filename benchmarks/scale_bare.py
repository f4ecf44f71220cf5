"""What the two stages of a source take by themselves: `python -m benchmarks.scale_bare SOURCE...` prints seconds a source.

In the environment of a worker, and loaded before the clock starts as a worker loads it.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime

from compoundwatch.config import load_settings
from compoundwatch.pipeline.preload import preload
from compoundwatch.pipeline.stages.crawl import crawl_stage
from compoundwatch.pipeline.stages.ending import run_of
from compoundwatch.pipeline.stages.publish import publish_stage


def main(sources: list[str]) -> None:
    settings, interval = load_settings(), datetime.now(UTC)
    preload(settings)
    began = time.perf_counter()
    for source in sources:
        run = run_of(crawl_stage(settings, source, interval, lambda line: print(line, file=sys.stderr)))
        publish_stage(settings, run, datetime.now(UTC))
    print(json.dumps((time.perf_counter() - began) / len(sources)))


if __name__ == "__main__":
    main(sys.argv[1:])
