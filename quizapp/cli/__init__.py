"""The `quizapp` command."""

import click

from quizapp import __version__
from quizapp.cli.bank import bank
from quizapp.cli.check import check
from quizapp.cli.fmt import fmt
from quizapp.cli.generate import generate
from quizapp.cli.schema import schema_command
from quizapp.cli.serve import serve
from quizapp.cli.sources import sources
from quizapp.cli.teacher import teacher
from quizapp.cli.text import text_command


@click.group()
@click.version_option(__version__, prog_name="Trust but Verify")
def main() -> None:
    """Quizzes on who claimed what, with the evidence behind every answer."""


main.add_command(serve)
main.add_command(check)
main.add_command(generate)
main.add_command(sources)
main.add_command(text_command)
main.add_command(schema_command)
main.add_command(fmt)
main.add_command(teacher)
main.add_command(bank)
