"""What a person does in a browser without script: opens pages, fills in forms, presses buttons."""

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.core.bank import Question
from quizapp.core.presentation import present
from quizapp.services.live.room import Room
from quizapp.services.site import Site
from tests.answers import form_of, wrong_answer

LISTS = ("count", "discuss_s")
"""Where an empty value means something."""
USUAL: dict[str, str | list[str]] = {
    "count": "5", "mode": "classic", "certainty": "marks", "discuss_s": "120", "teams": "0",
    "scoring": "accuracy", "gives_part": "y", "ranking": "top", "timer": "question",
    "limit_s": "30", "quiz_s": "600", "reading_s": "0", "closes_early": "y", "free_names": "y",
    "joins_late": "y",
}  # fmt: skip
"""What the page of all choices sends when nobody touched it."""
HIDDEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def submit(
    client: FlaskClient, page: str, action: str, fields: dict[str, str | list[str]] | None = None
) -> TestResponse:
    """Send a form of `page` to `action`, with the token that the page holds."""
    token = HIDDEN.search(client.get(page).text)
    assert token, f"{page} has no form"
    return client.post(action, data={"csrf_token": token[1], **(fields or {})})


def start_attempt(client: FlaskClient, slug: str = "which-treaty", length: str = "5") -> str:
    """Begin to practise; the address of the attempt."""
    page = f"/banks/{slug}"
    response = submit(client, page, f"{page}/attempts", {"length": length})
    assert response.status_code == 303
    return response.location.rsplit("/", 1)[0]


def host_game(client: FlaskClient, site: Site, slug: str = "which-treaty", **chosen: str) -> Room:
    """Make a game as its host; the room."""
    page = f"/banks/{slug}"
    response = submit(client, page, f"{page}/games", {"count": "5", "limit_s": "30", **chosen})
    assert response.status_code == 303, response.text
    return site.live.rooms.room(response.location.rsplit("/", 1)[-1])


def set_up_game(
    client: FlaskClient, site: Site, slug: str = "which-treaty", **chosen: str | list[str]
) -> Room:
    """Make a game on the page of all choices, with what is named changed; the room.

    A switch is turned off by an empty word.
    """
    page = f"/banks/{slug}/host"
    fields = {name: value for name, value in {**USUAL, **chosen}.items() if value or name in LISTS}
    response = submit(client, page, page, fields)
    assert response.status_code == 303, response.text
    return site.live.rooms.room(response.location.rsplit("/", 1)[-1])


def join_game(client: FlaskClient, room: Room, nickname: str) -> None:
    """Take a seat."""
    page = f"/join/{room.pin}"
    response = submit(client, page, page, {"nickname": nickname})
    assert response.status_code == 303, response.text


def press(client: FlaskClient, room: Room, kind: str) -> TestResponse:
    """Press the host's button for the next thing."""
    step = f"{room.table.game.seq}:{kind}"
    return submit(client, f"/host/{room.id}", f"/host/{room.id}/step", {"step": step})


def some_answer(question: Question, seed: str, slot: int = 1) -> dict[str, str | list[str]]:
    """Fields that answer a question in some way: slot `slot` where there are tiles."""
    if question.type in {"single", "multiple", "true_false", "poll", "highlight"}:
        return {"choice": str(slot)}
    return dict(form_of(question, present(question, seed), wrong_answer(question)))
