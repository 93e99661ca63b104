"""`quizapp schema`: the house format for editors, as JSON Schema."""

import json
from pathlib import Path

import click

from quizapp.formats.house_guide import page
from quizapp.formats.house_schema import MODELS, schema, schema_text

KINDS = tuple(MODELS)


@click.command("schema")
@click.argument("kind", required=False, type=click.Choice(KINDS))
@click.option(
    "-o", "output", type=click.Path(file_okay=False, path_type=Path),
    help="A folder to write to, as KIND.schema.json.",
)  # fmt: skip
@click.option("--as-docs", is_flag=True, help="The format as a page to read: docs/format.md.")
def schema_command(*, kind: str | None, output: Path | None, as_docs: bool) -> None:
    """Print the JSON Schema (draft-07) of a bank, a ledger or a quiz; without one, of all.

    The ones of this version are in static/schema/. An editor with YAML support completes and
    checks a file whose first line names one:

    # yaml-language-server: $schema=../../static/schema/bank.schema.json
    """
    if as_docs:
        click.echo(page(), nl=False)
    elif output is not None:
        output.mkdir(parents=True, exist_ok=True)
        for each in (kind,) if kind else KINDS:
            path = output / f"{each}.schema.json"
            path.write_text(schema_text(each), encoding="utf-8")
            click.echo(str(path), err=True)
    elif kind is not None:
        click.echo(schema_text(kind), nl=False)
    else:
        click.echo(json.dumps({each: schema(each) for each in KINDS}, indent=1, ensure_ascii=False))
