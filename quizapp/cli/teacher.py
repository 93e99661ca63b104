"""`quizapp teacher`: accounts of teachers, for whoever runs the server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from quizapp import clock, paths, settings
from quizapp.services import accounts, site
from quizapp.services.accounts import NameRefused, NoSuchTeacher
from quizapp.services.transaction import reading, transaction
from quizapp.settings import Settings
from quizapp.store.database import Database, DatabaseUnusable

data_option = click.option(
    "--data", type=click.Path(path_type=Path), help="Folder for database and key."
)
public_url_option = click.option("--public-url", help="Where the server is, for the link.")

LIKELY = "http://127.0.0.1:8000"
"""Where `quizapp serve` is unless it is told otherwise; nothing in the data folder says where."""


@contextmanager
def open_database(
    data: Path | None, public_url: str | None = None
) -> Iterator[tuple[Database, Settings]]:
    """The database of the data folder, brought up to date; faults in a sentence."""
    try:
        chosen = settings.load(data, default_dir=paths.default_data_dir(), public_url=public_url)
        database = site.open_database(chosen)
    except (settings.SettingsFault, DatabaseUnusable) as fault:
        raise click.ClickException(str(fault)) from fault
    try:
        yield database, chosen
    finally:
        database.close()


@click.group()
def teacher() -> None:
    """Add teachers, give them new links, disable or list them."""


@teacher.command()
@click.argument("name")
@public_url_option
@data_option
def add(name: str, public_url: str | None, data: Path | None) -> None:
    """Add a teacher; prints a one-time link that sets the password, good for seven days."""
    with open_database(data, public_url) as (database, chosen):
        try:
            with transaction(database) as session:
                accounts.add(session, name, clock.now())
                token = accounts.invite(session, name, clock.now())
        except NameRefused as refusal:
            raise click.ClickException(str(refusal)) from refusal
    _print_link(token, chosen)


@teacher.command()
@click.argument("name")
@public_url_option
@data_option
def reset(name: str, public_url: str | None, data: Path | None) -> None:
    """Print a new one-time link for a teacher; lets a disabled one in again."""
    with (
        open_database(data, public_url) as (database, chosen),
        _told(),
        transaction(database) as session,
    ):
        token = accounts.invite(session, name, clock.now())
    _print_link(token, chosen)


@teacher.command()
@click.argument("name")
@data_option
def disable(name: str, data: Path | None) -> None:
    """Let a teacher in no more and end all sessions; what they wrote stays."""
    with open_database(data) as (database, _), _told(), transaction(database) as session:
        accounts.disable(session, name, clock.now())
    click.echo(f"{name} is disabled. To undo: quizapp teacher reset {name}", err=True)


@teacher.command("list")
@data_option
def list_command(data: Path | None) -> None:
    """List teachers: active, invited (no password yet) or disabled."""
    with open_database(data) as (database, _), reading(database) as session:
        for account in accounts.everybody(session):
            click.echo(f"{account.state:9} {account.name}")


def set_up_address(token: str, chosen: Settings, base: str | None = None) -> str:
    """The whole one-time link; `base` is where the server is, unless a public address is set."""
    return f"{chosen.public_url or base or LIKELY}/set-up/{token}"


def _print_link(token: str, chosen: Settings) -> None:
    """The link alone on stdout; where its host is only likely, a word on that beside it."""
    click.echo(set_up_address(token, chosen))
    if chosen.public_url is None:
        click.echo(
            f"If your server is elsewhere, write its address in place of {LIKELY}, or give it "
            "with --public-url next time.",
            err=True,
        )


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except NoSuchTeacher as refusal:
        raise click.ClickException(str(refusal)) from refusal
