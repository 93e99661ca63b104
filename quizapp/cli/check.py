"""`quizapp check`: reads files of content and says what is wrong, line by line."""

import json
from collections.abc import Iterable
from pathlib import Path

import click

from quizapp import paths
from quizapp.core.problem import Problem
from quizapp.services.library import Shelf, content_files, read_shelf, unasked


@click.command()
@click.argument("path", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Lines to read, or a list of objects.",
)  # fmt: skip
def check(path: tuple[Path, ...], *, strict: bool, form: str) -> None:
    """Check banks, quizzes and ledgers: the files and folders of PATH, or all that is shipped.

    Prints `file:line:column: severity RULE message` for each fault; exit status 1 on an error.
    """
    files = content_files(path or (paths.questions_dir(),))
    leans_on = {p.parent.name for p in files}
    beside = [
        p
        for p in content_files((paths.questions_dir(),))
        if p.parent.name == "sources" or (p.parent.name == "banks" and "quizzes" in leans_on)
    ]
    shelf = read_shelf(dict.fromkeys(p.resolve() for p in (*beside, *files)))
    asked = {p.resolve() for p in files}
    problems = [p for p in shelf.problems if Path(p.file).resolve() in asked]
    if not path:
        problems += unasked(shelf)
    if form == "json":
        click.echo(json.dumps([_as_object(p) for p in problems], indent=2, ensure_ascii=False))
    else:
        _print(problems, asked, shelf)
    is_bad = any(strict or p.severity == "error" for p in problems)
    raise SystemExit(1 if is_bad else 0)


def _print(problems: Iterable[Problem], asked: set[Path], shelf: Shelf) -> None:
    problems = tuple(problems)
    for problem in problems:
        click.echo(str(problem))
    errors = sum(p.severity == "error" for p in problems)
    banks = {p.stem for p in asked if p.parent.name not in ("sources", "quizzes")}
    questions = sum(len(b.bank.questions) for slug, b in shelf.banks.items() if slug in banks)
    click.echo(
        f"{len(asked)} files, {questions} questions: "
        f"{errors} errors, {len(problems) - errors} warnings",
        err=bool(errors),
    )


def _as_object(problem: Problem) -> dict[str, str | int]:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "rule": problem.code,
        "message": problem.message,
        "question": problem.question,
    }
