"""The live game: what may follow what, over the whole table."""

from itertools import product
from pathlib import Path

import pytest

from quizapp.core.game import (
    EVENT_KINDS,
    FIXED,
    PHASES,
    TRANSITIONS,
    Event,
    Game,
    NotNow,
    event_of,
    next_event,
    step,
)
from quizapp.core.rules import Rules
from tests.core.histories import HAND, WAYS, in_phase, played, replace_rules, whole
from tests.world import NOW, seconds

DRAWING = Path(__file__).parents[2] / "docs" / "contributing.md"


# The table


def test_the_table_is_the_one_that_was_asked_for():
    assert TRANSITIONS == HAND


@pytest.mark.parametrize(("phase", "kind"), HAND)
def test_what_is_allowed_leads_on(phase, kind):
    game = in_phase(phase, kind)

    after, _ = step(game, whole(game, kind, seconds(60)))

    assert (game.phase, after.phase) == (phase, HAND[phase, kind])
    assert after.seq == game.seq + 1


@pytest.mark.parametrize(
    ("phase", "kind"), [pair for pair in product(PHASES, EVENT_KINDS) if pair not in HAND]
)
def test_what_is_not_allowed_is_refused(phase, kind):
    game = in_phase(phase, kind)

    with pytest.raises(NotNow, match=f"'{kind}' of round .* cannot follow '{phase}' of round"):
        step(game, whole(game, kind, seconds(60)))


def test_the_docs_draw_the_table():
    text = DRAWING.read_text(encoding="utf-8").split("## A game, drawn from its table")[1]
    lines = [line.split() for line in text.split("## ")[0].splitlines() if " -> " in line]

    drawn = {(line[0], line[1]): line[3] for line in lines if len(line) == 4}

    assert drawn == TRANSITIONS


def test_the_big_button_leads_through_the_whole_game():
    game, phases = Game(questions=2, rules=Rules()), []

    while kind := next_event(game):
        game, _ = step(game, event_of(game, kind, NOW))
        phases.append(f"{game.phase} {game.round}")

    assert phases == [
        "open 1", "closed 1", "revealed 1", "board 1",
        "open 2", "closed 2", "revealed 2", "podium 2", "ended 2",
    ]  # fmt: skip


def test_with_every_rule_the_big_button_leads_through_reading_and_two_votes():
    game, phases = Game(questions=2, rules=Rules(reading_s=5, votes=2, ranking="end")), []

    while kind := next_event(game):
        game, _ = step(game, event_of(game, kind, NOW))
        phases.append(f"{game.phase} {game.question}.{game.vote} {game.round}")

    assert phases == [
        "intro 1.1 1", "open 1.1 1", "closed 1.1 1", "discuss 1.1 1",
        "open 1.2 2", "closed 1.2 2", "revealed 1.2 2",
        "intro 2.1 3", "open 2.1 3", "closed 2.1 3", "discuss 2.1 3",
        "open 2.2 4", "closed 2.2 4", "revealed 2.2 4", "podium 2.2 4", "ended 2.2 4",
    ]  # fmt: skip


@pytest.mark.parametrize("phase", ["intro", "open", "discuss"])
def test_while_the_clock_is_held_the_big_button_lets_it_go_on(phase):
    assert next_event(played("paused", game=played(WAYS[phase]))) == "resumed"


@pytest.mark.parametrize("phase", ["lobby", "revealed", "skipped", "board"])
@pytest.mark.parametrize("kind", ["asked", "opened"])
def test_no_round_opens_after_the_last_question(phase, kind):
    game = played(WAYS[phase], questions=1)

    with pytest.raises(NotNow):
        step(game, event_of(game, kind, NOW))
    assert next_event(game) == "podium_shown"


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_round_cannot_be_left_out_or_played_again(number):
    game = played(WAYS["revealed"])

    with pytest.raises(NotNow):
        step(game, Event("opened", number, NOW))


def test_a_game_without_questions_can_only_end():
    game = Game(questions=0, rules=Rules())

    assert next_event(game) == "ended"
    for kind in ("asked", "opened", "podium_shown"):
        with pytest.raises(NotNow):
            step(game, event_of(game, kind, NOW))


# The room goes on


def test_back_in_the_lobby_the_next_question_follows():
    assert played("opened closed revealed lobby_shown opened").question == 2


def test_another_quiz_begins_anew_and_rounds_count_on():
    game = played("opened closed revealed podium_shown quiz_chosen", questions=1)

    assert (game.phase, game.leg, game.questions, game.question) == ("lobby", 2, 3, 0)
    assert next_event(game) == "opened"
    later = played("opened closed revealed", game=game)
    assert [(c.leg, c.question, c.round) for c in later.counted] == [(1, 1, 1), (2, 1, 2)]


def test_a_quiz_must_be_named():
    game = played("")

    with pytest.raises(NotNow):
        step(game, event_of(game, "quiz_chosen", NOW))


# The rules


@pytest.mark.parametrize(
    ("name", "value"),
    [("certainty", "marks"), ("votes", 1), ("teams", 2), ("picks_team", True), ("is_survey", True)],
)
def test_what_answers_depend_on_stays_for_the_whole_game(name, value):
    game = played("")

    with pytest.raises(NotNow):
        step(
            game,
            Event("rules_changed", 0, NOW, rules=replace_rules(game.rules, **{name: value})),
        )
    assert name in FIXED


def test_other_rules_change_and_the_running_clock_stays():
    game = played("opened@0", rules=Rules(limit_s=30))

    after, _ = step(
        game, Event("rules_changed", 1, seconds(5), rules=Rules(limit_s=60, ranking="own"))
    )

    assert (after.rules.ranking, after.deadline()) == ("own", seconds(30))
    later = played("closed revealed opened@100", game=after)
    assert later.deadline() == seconds(160)


def test_a_change_of_rules_must_say_which():
    with pytest.raises(NotNow):
        step(played(""), Event("rules_changed", 0, NOW))
