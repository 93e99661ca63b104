"""Nothing on any page depends on the key before the reveal, nor between two votes.

Rendered bytes are compared: of two questions that differ in their key alone, laid on the table of
one room, so that everything else is the same.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from quizapp import clock
from quizapp.core.answering import read_response
from quizapp.core.bank import Single
from quizapp.core.game import Game
from quizapp.core.presentation import present
from quizapp.core.rules import Rules
from quizapp.core.table import Answer, Table
from quizapp.services.live.room import Member, Room
from quizapp.web.app import create_app
from tests import strategies, world
from tests.twins import twins
from tests.web.lessons import site_over

RULES = (
    Rules(),
    Rules(votes=2, shows_spread=True),
    Rules(votes=2, certainty="brier", teams=3),
    Rules(certainty="marks", ranking="own"),
)
PHASES = ("lobby", "intro", "open", "closed", "discuss", "skipped")


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Room]]:
    """One room, on whose table any game is laid."""
    opened = site_over(tmp_path_factory.mktemp("site"))
    opened.live.driver.close()  # else it opens and closes what lies there, between two looks
    made = opened.live.rooms.create("one", None, Rules(), clock.now())
    room = opened.live.rooms.room(made.id)
    for player, name in (("a", "Anna"), ("b", "Boris")):
        room.put(Member(player, name, clock.now()))
    yield create_app(opened), room
    opened.close()


def seen(app: Flask, room: Room, table: Table) -> tuple[str, str, str]:
    """Wall, host's page and a player's phone, as they are sent."""
    room.table = table
    fragments = app.extensions["fragments"]
    with app.test_request_context():
        return fragments.of_screen(room), fragments.of_host(room), fragments.of_player(room, "a")


@given(
    pair=twins,
    state=st.tuples(st.sampled_from(RULES), st.sampled_from(PHASES), st.sampled_from((1, 2))),
    data=st.data(),
)
def test_before_the_reveal_no_page_depends_on_the_key(
    lasting: tuple[Flask, Room], pair, state, data
) -> None:
    app, room = lasting
    rules, phase, vote = state
    forms = strategies.forms(present(pair.one, "seed/1"))
    first, now = (
        {p: data.draw(forms) for p in data.draw(st.sets(st.sampled_from("ab")))} for _ in "12"
    )
    game = Game(
        1, rules, phase=phase, round=vote, question=0 if phase == "lobby" else 1, vote=vote,
        started_at=world.NOW, limit_s=30, paused_at=data.draw(st.sampled_from((None, world.NOW))),
    )  # fmt: skip

    def table(question) -> Table:
        def read(sent):
            return {p: Answer(read_response(question, "seed/1", f)) for p, f in sent.items()}

        return Table(
            game, room.table.bank, (question,), "seed", {"a": "Anna", "b": "Boris"},
            answers=read(now), first=read(first) if vote == 2 else {},
        )  # fmt: skip

    assert seen(app, room, table(pair.one)) == seen(app, room, table(pair.other))


def test_the_twins_do_look_different_once_the_key_is_shown(lasting: tuple[Flask, Room]) -> None:
    app, room = lasting
    question = world.bank().questions[0]
    assert isinstance(question, Single)
    turned = question.model_copy(
        update={
            "choices": tuple(
                c.model_copy(update={"correct": c.id == "nobody"}) for c in question.choices
            )
        }
    )
    game = Game(1, Rules(), phase="revealed", round=1, question=1)
    laid = Table(game, room.table.bank, (question,), "seed", {"a": "Anna"}, marks={1: {}})

    one, other = seen(app, room, laid), seen(app, room, replace(laid, questions=(turned,)))

    assert all(a != b for a, b in zip(one, other, strict=True))
