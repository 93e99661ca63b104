"""The saved result of a game, for its host."""

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.services.live.results import as_csv
from quizapp.services.live.results import result as result_of
from quizapp.services.live.room import Room
from quizapp.services.transaction import reading
from quizapp.web import access
from quizapp.web.live.blueprint import blueprint


@blueprint.get("/host/<game>/result")
@access.host
def result(room: Room) -> ResponseReturnValue:
    """The result so far, as a table."""
    with reading(access.site().database) as session:
        found = result_of(session, access.site().library, room, _leg())
    return render_template("live/result.html", result=found)


def _leg() -> int | None:
    given = request.args.get("quiz", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 5 else None


@blueprint.get("/host/<game>/result.csv")
@access.host
def result_csv(room: Room) -> ResponseReturnValue:
    """The same, to keep."""
    with reading(access.site().database) as session:
        found = result_of(session, access.site().library, room, _leg())
    response = make_response("\ufeff" + as_csv(found))  # the mark tells a spreadsheet: UTF-8
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    name = f"result-{found.played_at:%Y-%m-%d}-{room.pin}-{found.quiz}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
