"""`quizapp text`: a copy of a source's text beside its ledger; kept, and forgotten."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from quizapp import paths, settings
from quizapp.cli.check import as_object
from quizapp.lint.runner import LedgerOnFile
from quizapp.services import texts
from quizapp.services.library import content_files, read_shelf
from quizapp.services.texts import Comparison, CopyRefused


@click.command("text")
@click.argument("slug")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--keep", is_flag=True, help="Keep the copy: pages show it, checks use it.")
@click.option("--forget", is_flag=True, help="Delete the copy that is kept.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder for database and key.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Lines to read, or one object.",
)  # fmt: skip
def text_command(
    *, slug: str, file: Path | None, keep: bool, forget: bool, data: Path | None, form: str
) -> None:
    """Lay FILE, your own copy of a report, beside its ledger SLUG; without FILE, the kept copy.

    Says which paragraphs are the ledger's own and what they bear out. Exit status 1 where something
    is not as the ledger has it. Whoever reaches the server can read a kept copy there.
    """
    if (keep and file is None) or (forget and (keep or file is not None)):
        raise click.UsageError("Give --keep a FILE, and --forget none.")
    folder = settings.data_folder(data, default_dir=paths.default_data_dir())
    filed = _ledger(slug, folder)
    try:
        if forget:
            _forget(slug, folder)
            return
        copy = texts.read_copy(file) if file else texts.kept(folder, slug)
        if copy is None:
            raise click.ClickException(f"No copy is kept for “{slug}”. Name a file with its text.")
        found = texts.compare(filed, copy)
        _tell(slug, found, form)
        if keep:
            _keep(slug, folder, copy, found)
    except CopyRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    raise SystemExit(1 if found.problems or not found.alignment.matching else 0)


def _ledger(slug: str, data: Path) -> LedgerOnFile:
    filed = read_shelf(content_files((paths.questions_dir(), data / "questions"))).filed
    found = next((each for each in filed if each.ledger.id == slug), None)
    if found is None:
        known = ", ".join(dict.fromkeys(each.ledger.id for each in filed))
        raise click.ClickException(f"There is no ledger “{slug}”. There is: {known}.")
    return found


def _keep(slug: str, data: Path, copy: str, found: Comparison) -> None:
    if not found.alignment.matching:
        raise click.ClickException("It is not kept, for no paragraph of it is the ledger's own.")
    try:
        path = texts.keep(data, slug, copy)
    except OSError as fault:
        raise click.ClickException(_unwritable(data, fault)) from fault
    click.echo(f"Kept as {path}. Whoever reaches the server can read it there.", err=True)


def _forget(slug: str, data: Path) -> None:
    try:
        is_forgotten = texts.forget(data, slug)
    except OSError as fault:
        raise click.ClickException(_unwritable(data, fault)) from fault
    click.echo("The copy is deleted." if is_forgotten else f"No copy is kept for “{slug}”.")


def _unwritable(data: Path, fault: OSError) -> str:
    return (
        f"Cannot write to the data folder {data} ({fault.strerror}). "
        "Make it writable, free some space, or choose another with --data DIR."
    )


def _tell(slug: str, found: Comparison, form: str) -> None:
    if form == "json":
        click.echo(json.dumps(_as_object(slug, found), indent=2, ensure_ascii=False))
        return
    lined = found.alignment
    count = len(lined.matching) + len(lined.altered) + len(lined.missing)
    click.echo(f"{slug}: {len(lined.matching)} of {count} paragraphs match")
    for label, places in (
        ("matching", lined.matching), ("altered", lined.altered), ("missing", lined.missing),
    ):  # fmt: skip
        if places:
            click.echo(f"  {label}: {', '.join(places)}")
    for problem in found.problems:
        click.echo(str(problem))
    for sort, tally in found.tallies.items():
        click.echo(
            f"{sort}s: {tally.verified} verified, {tally.failed} failed, "
            f"{tally.unverified} could not be verified"
        )
    if found.open_anchors:
        click.echo(f"Anchors that could not be verified: {', '.join(found.open_anchors)}")


def _as_object(slug: str, found: Comparison) -> dict[str, object]:
    lined = found.alignment
    return {
        "source": slug,
        "paragraphs": {
            "matching": list(lined.matching),
            "altered": list(lined.altered),
            "missing": list(lined.missing),
        },
        "checks": {f"{sort}s": asdict(tally) for sort, tally in found.tallies.items()},
        "unverified_anchors": list(found.open_anchors),
        "problems": [as_object(problem) for problem in found.problems],
    }
