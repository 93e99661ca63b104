"""The table of docs/performance.md, from the lines that the bench printed."""

import json
import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"
HEAD = "| scenario | players | lost | double | p50 ms | p95 ms | p99 ms | MB | must | found |\n"


def write(lines: Iterable[str]) -> None:
    """Put the table of these lines in the place of the one that the page has."""
    text = PAGE.read_text()
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(before + BEGIN + table([json.loads(x) for x in lines]) + END + after)


def table(outcomes: list[dict[str, Any]]) -> str:
    """Machine and date, then a row for each outcome."""
    rows = "".join(_row(outcome) for outcome in outcomes)
    return f"{_machine()}\n\n{HEAD}{'| --- ' * 10}|\n{rows}"


def _row(outcome: dict[str, Any]) -> str:
    times = [_number(outcome[f"p{share}_ms"]) for share in (50, 95, 99)]
    found = ("yes" if outcome["ok"] else "**no**") + (
        f": {outcome['note']}" if outcome.get("note") else ""
    )
    cells = [
        outcome["scenario"], f"{outcome['players']:,}", str(outcome["lost"]),
        str(outcome["double"]), *times, _number(outcome["memory_mb"]), outcome["must"], found,
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |\n"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def _machine() -> str:
    model = next(
        (
            x.partition(":")[2].strip()
            for x in _lines("/proc/cpuinfo")
            if x.startswith("model name")
        ),
        platform.machine(),
    )
    memory = next((int(x.split()[1]) for x in _lines("/proc/meminfo") if "MemTotal" in x), 0)
    return (
        f"{datetime.now(UTC):%-d %B %Y}; {model}, {os.cpu_count()} cores, "
        f"{memory / 1024**2:.0f} GB; Linux {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}."
    )


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []
