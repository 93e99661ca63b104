"""`quizapp check`: reads files of content and says what is wrong, line by line."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from quizapp import paths, settings
from quizapp.cli.collector import collector_held
from quizapp.core.problem import Problem
from quizapp.services.library import Shelf, content_files, read_shelf, unasked
from quizapp.services.texts import Comparison, beside_kept


@click.command()
@click.argument("path", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Lines to read, or a list of objects.",
)  # fmt: skip
@click.option("--data", type=click.Path(path_type=Path), help="Folder for database and key.")
@collector_held()
def check(path: tuple[Path, ...], *, strict: bool, form: str, data: Path | None) -> None:
    """Check banks, quizzes and ledgers: the files and folders of PATH, or all that is shipped.

    Prints `file:line:column: severity RULE message` for each fault; exit status 1 on an error. A
    ledger is put to the text of its source where a copy is kept (`quizapp text`).
    """
    shelf, asked = _read(path)
    problems = [p for p in shelf.problems if Path(p.file).resolve() in asked]
    if not path:
        problems += unasked(shelf)
    folder = settings.data_folder(data, default_dir=paths.default_data_dir())
    ledgers = [filed for filed in shelf.filed if Path(filed.file).resolve() in asked]
    compared = {filed.ledger.id: beside_kept(folder, filed) for filed in ledgers}
    problems += [problem for found in compared.values() for problem in found.problems]
    if form == "json":
        click.echo(json.dumps([as_object(p) for p in problems], indent=2, ensure_ascii=False))
    else:
        _print(problems, asked, shelf, compared)
    is_bad = any(strict or p.severity == "error" for p in problems)
    raise SystemExit(1 if is_bad else 0)


def _read(path: tuple[Path, ...]) -> tuple[Shelf, set[Path]]:
    """The shelf with all that the files lean on, and which files were asked for."""
    files = content_files(path or (paths.questions_dir(),))
    leans_on = {p.parent.name for p in files}
    beside = [
        p
        for p in content_files((paths.questions_dir(),))
        if p.parent.name == "sources" or (p.parent.name == "banks" and "quizzes" in leans_on)
    ]
    shelf = read_shelf(dict.fromkeys(p.resolve() for p in (*beside, *files)))
    return shelf, {p.resolve() for p in files}


def _print(
    problems: Sequence[Problem],
    asked: set[Path],
    shelf: Shelf,
    compared: Mapping[str, Comparison],
) -> None:
    for problem in problems:
        click.echo(str(problem))
    errors = sum(p.severity == "error" for p in problems)
    banks = {p.stem for p in asked if p.parent.name not in ("sources", "quizzes")}
    questions = sum(len(b.bank.questions) for slug, b in shelf.banks.items() if slug in banks)
    summary = [
        f"{len(asked)} files, {questions} questions: "
        f"{errors} errors, {len(problems) - errors} warnings"
    ]
    summary += [_unverified(slug, found) for slug, found in compared.items() if found.open_anchors]
    click.echo("\n".join(summary), err=bool(errors))


def _unverified(slug: str, found: Comparison) -> str:
    """What could not be verified; the anchors by name where only some could not."""
    count = f"{slug}: {len(found.open_anchors)} anchors could not be verified"
    if found.alignment.texts:
        return f"{count}, their paragraphs are missing: {', '.join(found.open_anchors)}"
    return f"{count}, nothing of its text is at hand (quizapp text {slug} FILE --keep)"


def as_object(problem: Problem) -> dict[str, str | int]:
    """A fault for programs."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "rule": problem.code,
        "message": problem.message,
        "question": problem.question,
    }
