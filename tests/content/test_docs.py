"""The examples in docs/ are sound: whoever begins with one begins with a bank that works."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizapp.cli import main
from tests.world import write

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
ID = re.compile(r"^id: (\S+)$", re.MULTILINE)
FOLDERS = {"questions": "banks", "draws": "quizzes"}
WHOLE = [
    pytest.param(text, folder, id=f"{page.stem}-{ID.findall(text)[0]}")
    for page in sorted((ROOT / "docs").glob("*.md"))
    for text in BLOCK.findall(page.read_text("utf-8"))
    for field, folder in FOLDERS.items()
    if text.startswith("schema: 1\n") and f"\n{field}:\n" in text
]


def test_the_docs_have_an_example_of_a_bank() -> None:
    assert [case.values[1] for case in WHOLE].count("banks") >= 1


@pytest.mark.parametrize(("text", "folder"), WHOLE)
def test_every_whole_example_passes_the_check(tmp_path: Path, text: str, folder: str) -> None:
    path = write(tmp_path / folder / f"{ID.findall(text)[0]}.yaml", text)

    done = CliRunner().invoke(main, ["check", str(path)])

    assert done.exit_code == 0, done.output
