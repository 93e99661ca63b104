"""`quizapp check`: reads files of content and says what is wrong, line by line."""

from pathlib import Path

import click

from quizapp import paths
from quizapp.services.library import content_files, read_shelf


@click.command()
@click.argument("path", nargs=-1, type=click.Path(exists=True, path_type=Path))
def check(path: tuple[Path, ...]) -> None:
    """Check banks and ledgers: the files and folders of PATH, or all that is shipped.

    Prints `file:line:column: severity CODE message` for each fault; exit status 1 on an error.
    """
    folders = path or (paths.questions_dir(),)
    files = content_files(folders)
    beside = [p for p in content_files((paths.questions_dir(),)) if p.parent.name == "sources"]
    shelf = read_shelf(dict.fromkeys(p.resolve() for p in (*beside, *files)))
    asked = {p.resolve() for p in files}
    problems = [p for p in shelf.problems if Path(p.file).resolve() in asked]
    for problem in problems:
        click.echo(str(problem))
    errors = sum(p.severity == "error" for p in problems)
    questions = sum(len(b.bank.questions) for b in shelf.banks.values())
    warnings = len(problems) - errors
    click.echo(
        f"{len(asked)} files, {questions} questions: {errors} errors, {warnings} warnings",
        err=bool(errors),
    )
    raise SystemExit(1 if errors else 0)
