"""`quizapp generate`: questions from a ledger, as a bank that `quizapp check` passes."""

from pathlib import Path

import click

from quizapp import paths
from quizapp.services.generated import NoSuchTemplate, bank_of, generated, reading_list
from quizapp.services.library import content_files, read_shelf


@click.command()
@click.argument("slug")
@click.option("--template", help="Only this template; a wrong name lists them all.")
@click.option("--seed", default="", help="Decides on wrong options, their order and the draw.")
@click.option("--count", type=click.IntRange(1), help="So many, spread over claims and templates.")
@click.option("--as-list", is_flag=True, help="A list to read instead of a bank.")
@click.option("-o", "output", type=click.Path(dir_okay=False, path_type=Path), help="A file.")
def generate(
    *,
    slug: str,
    template: str | None,
    seed: str,
    count: int | None,
    as_list: bool,
    output: Path | None,
) -> None:
    """Make questions from the ledger SLUG and print them, or write them to a file.

    The bank's id is the file's name, so that the file can go to questions/banks/ as it is.
    """
    ledgers = read_shelf(content_files((paths.questions_dir(),))).ledgers
    if slug not in ledgers:
        raise click.ClickException(f"There is no ledger “{slug}”. There is: {', '.join(ledgers)}.")
    try:
        made = generated(ledgers[slug], seed, template, count)
    except NoSuchTemplate as refusal:
        raise click.ClickException(str(refusal)) from refusal
    if as_list:
        text = reading_list(ledgers[slug], made)
    else:
        text = bank_of(ledgers[slug], made, output.stem if output else f"{slug}-generated")
    if output is None:
        click.echo(text, nl=False)
        return
    output.write_text(text, encoding="utf-8")
    click.echo(f"{output}: {len(made)} questions", err=True)
