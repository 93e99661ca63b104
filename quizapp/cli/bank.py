"""`quizapp bank`: a teacher's banks as files and back, to the byte."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from quizapp import clock
from quizapp.cli.teacher import data_option, open_database
from quizapp.formats.redrawn import PictureRefused
from quizapp.services import accounts
from quizapp.services.accounts import NoSuchTeacher, Teacher
from quizapp.services.tidying import write_whole
from quizapp.services.transaction import reading, transaction
from quizapp.services.workspace import carrying, typed
from quizapp.services.workspace.carrying import Carried, IsBehind, NoSuchName, Note
from quizapp.services.workspace.faults import NameIsTaken, TextRefused
from quizapp.store.database import Database

teacher_option = click.option("--teacher", required=True, help="Whose banks: name or e-mail.")


@click.group()
def bank() -> None:
    """Carry banks between files and a teacher's workspace."""


@bank.command()
@click.argument("name", nargs=-1)
@teacher_option
@click.option(
    "--to", "folder", default=".", type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write to.  [default: here]",
)  # fmt: skip
@click.option("--over", is_flag=True, help="Write over files that were changed since.")
@data_option
def pull(
    *, name: tuple[str, ...], teacher: str, folder: Path, over: bool, data: Path | None
) -> None:
    """Write the latest version of each bank NAME, or of all, to NAME.yaml.

    Pictures that teachers brought go to the folder media, where `quizapp check` finds them. Beside
    the files, .pulled.json notes which version each one is. A file that was changed since is
    left as it is; exit status 1.
    """
    with _told(), open_database(data) as (database, _):
        who = _teacher(database, teacher)
        with reading(database) as session:
            found = carrying.pull(session, who, name)
        folder.mkdir(parents=True, exist_ok=True)
        notes = carrying.read_notes(folder)
        kept = [each for each in found if not over and _is_changed(each, folder, notes)]
        for each in found:
            if each in kept:
                click.echo(f"{folder / each.file}: changed since, left as it is (--over)", err=True)
                continue
            carrying.write_pictures(folder / each.file, each.pictures)
            write_whole(folder / each.file, each.data.decode())
            notes[each.slug] = each.note
            click.echo(f"{folder / each.file}: version {each.note.version}")
        carrying.write_notes(folder, notes)
    raise SystemExit(1 if kept else 0)


@bank.command()
@click.argument(
    "file", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@teacher_option
@click.option("--over", is_flag=True, help="Push although the workspace has a later version.")
@data_option
def push(*, file: tuple[Path, ...], teacher: str, over: bool, data: Path | None) -> None:
    """Store each FILE as the next version of its bank, or as a new bank.

    A file that does not rest on the latest version is refused; exit status 1. Earlier versions stay
    in the history in any case.
    """
    is_refused = False
    with _told(), open_database(data) as (database, chosen):
        who, limit = _teacher(database, teacher), chosen.picture_limit_bytes
        for path in file:
            try:
                done = _push(database, who, path, over=over, limit_bytes=limit)
            except (TextRefused, PictureRefused, NameIsTaken, IsBehind) as refusal:
                click.echo(f"{path}: {refusal}", err=True)
                is_refused = True
            else:
                said = "" if done.is_new else " already"
                click.echo(f"{path}: version {done.note.version}{said}")
    raise SystemExit(1 if is_refused else 0)


def _push(database: Database, who: Teacher, path: Path, *, over: bool, limit_bytes: int) -> Carried:
    notes = carrying.read_notes(path.parent)
    text = typed.from_file(path.read_bytes())
    shown = carrying.pictures_beside(path, text)
    with transaction(database) as session:
        note = notes.get(path.stem)
        done = carrying.push(
            session,
            who,
            path.stem,
            text,
            note,
            clock.now(),
            over=over,
            limit_bytes=limit_bytes,
            shown=shown,
        )
    notes[path.stem] = done.note
    carrying.write_notes(path.parent, notes)
    return done


def _is_changed(each: Carried, folder: Path, notes: dict[str, Note]) -> bool:
    """Whether to write over the file would lose something."""
    path = folder / each.file
    if not path.exists():
        return False
    data = path.read_bytes()
    return data != each.data and not carrying.is_as_pulled(data, notes.get(each.slug))


def _teacher(database: Database, name: str) -> Teacher:
    with reading(database) as session:
        return accounts.named(session, name)


@contextmanager
def _told() -> Iterator[None]:
    """Faults in a sentence."""
    try:
        yield
    except (NoSuchTeacher, NoSuchName) as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except OSError as fault:
        message = f"{fault.filename} cannot be read or written ({fault.strerror})."
        raise click.ClickException(message) from fault
