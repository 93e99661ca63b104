"""`./quiz bench [SCENARIO...]`: one JSON object a line; exit 1 where a bound is missed."""

import resource
import sys

from bench.live.scenarios import SCENARIOS


def main() -> None:
    """Run the scenarios that are named, or all."""
    names = sys.argv[1:] or list(SCENARIOS)
    if unknown := [name for name in names if name not in SCENARIOS]:
        raise SystemExit(f"no scenario '{unknown[0]}'; there are: {', '.join(SCENARIOS)}")
    _allow_many_connections()
    is_good = True
    for name in names:
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
