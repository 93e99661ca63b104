"""`quizapp fmt`: banks, quizzes and ledgers in the house layout, with their comments."""

from pathlib import Path

import click

from quizapp import paths
from quizapp.services.library import content_files
from quizapp.services.tidying import Layout, layout_of, write_whole


@click.command()
@click.argument("path", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; fail where something would change.")
def fmt(path: tuple[Path, ...], *, check: bool) -> None:
    """Format banks, quizzes and ledgers: the files and folders of PATH, or all that is shipped.

    Indentation, spacing and blank lines are made the same everywhere; words, quotes, order and
    comments stay. A file that cannot be read is told and left as it is; exit status 1.
    """
    layouts = [layout_of(file) for file in content_files(path or (paths.questions_dir(),))]
    unsound = [layout for layout in layouts if layout.problems]
    for problem in (problem for layout in unsound for problem in layout.problems):
        click.echo(str(problem))
    new = [layout for layout in layouts if layout.is_new]
    for layout in new:
        _tell(layout) if check else _write(layout)
    done = "to be formatted" if check else "formatted"
    click.echo(f"{len(layouts)} files: {len(new)} {done}, {len(unsound)} with problems", err=True)
    raise SystemExit(1 if unsound or (check and new) else 0)


def _tell(layout: Layout) -> None:
    click.echo(f"{layout.shown}: would be formatted")


def _write(layout: Layout) -> None:
    assert layout.text is not None
    try:
        write_whole(layout.path, layout.text)
    except OSError as fault:
        message = f"{layout.shown}: cannot be written ({fault.strerror}); it is as it was."
        raise click.ClickException(message) from fault
    click.echo(f"{layout.shown}: formatted")
