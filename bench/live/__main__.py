"""`./quiz bench [SCENARIO...]`: one JSON object a line; exit 1 where a bound is missed.

`./quiz bench --as-docs FILE` writes the lines that were kept in FILE into docs/performance.md.
"""

import gc
import resource
import sys
from pathlib import Path

from bench.live import page
from bench.live.scenarios import SCENARIOS
from bench.live.served import take_own_core


def main() -> None:
    """Run the scenarios that are named, or all; or write the page."""
    if sys.argv[1:2] == ["--as-docs"]:
        page.write(Path(sys.argv[2]).read_text().splitlines())
        return
    names = sys.argv[1:] or list(SCENARIOS)
    if unknown := [name for name in names if name not in SCENARIOS]:
        raise SystemExit(f"no scenario '{unknown[0]}'; there are: {', '.join(SCENARIOS)}")
    _allow_many_connections()
    take_own_core()
    gc.disable()  # or the phones pause for a fifth of a second, as if the server had
    is_good = True
    for name in names:
        gc.collect()
        for outcome in SCENARIOS[name]():
            print(outcome.line(), flush=True)
            is_good = is_good and outcome.ok
    raise SystemExit(0 if is_good else 1)


def _allow_many_connections() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 40_000
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, max(most, wanted)))
    except (ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


main()
