"""The live game: what may follow what, over the whole table and over any history."""

from datetime import timedelta
from itertools import product
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from quizapp.core.game import (
    EVENT_KINDS,
    CloseAt,
    Event,
    Game,
    NotNow,
    Phase,
    Rules,
    due,
    event_of,
    fold,
    next_event,
    step,
)
from tests.world import NOW, seconds

PHASES: tuple[Phase, ...] = get_args(Phase)
ALLOWED = {  # from the drawing in docs/contributing.md
    "lobby": {"opened": "open", "ended": "ended"},
    "open": {"closed": "closed", "ended": "ended"},
    "closed": {"revealed": "revealed", "ended": "ended"},
    "revealed": {
        "board_shown": "board",
        "opened": "open",
        "podium_shown": "podium",
        "ended": "ended",
    },
    "board": {"opened": "open", "podium_shown": "podium", "ended": "ended"},
    "podium": {"ended": "ended"},
    "ended": {},
}
WAYS = {  # how to get into each phase
    "lobby": "",
    "open": "opened",
    "closed": "opened closed",
    "revealed": "opened closed revealed",
    "board": "opened closed revealed board_shown",
    "podium": "opened closed revealed board_shown podium_shown",
    "ended": "ended",
}


def played(*kinds, rounds=2, rules=None):
    """A game after these events, one a second."""
    game = Game(rounds=rounds, rules=rules or Rules())
    for number, kind in enumerate(kinds):
        game, _ = step(game, event_of(game, kind, seconds(number)))
    return game


@pytest.mark.parametrize(
    ("phase", "kind", "then"),
    [(phase, kind, then) for phase, allowed in ALLOWED.items() for kind, then in allowed.items()],
)
def test_what_is_allowed_leads_on(phase, kind, then):
    game = played(*WAYS[phase].split())

    after, _ = step(game, event_of(game, kind, seconds(60)))

    assert (game.phase, after.phase) == (phase, then)
    assert after.seq == game.seq + 1


@pytest.mark.parametrize(
    ("phase", "kind"),
    [pair for pair in product(PHASES, EVENT_KINDS) if pair[1] not in ALLOWED[pair[0]]],
)
def test_what_is_not_allowed_is_refused(phase, kind):
    game = played(*WAYS[phase].split())

    with pytest.raises(NotNow, match=f"'{kind}' of round .* cannot follow '{phase}' of round"):
        step(game, event_of(game, kind, seconds(60)))


def test_the_big_button_leads_through_the_whole_game():
    game, phases = Game(rounds=2, rules=Rules()), []

    while kind := next_event(game):
        game, _ = step(game, event_of(game, kind, NOW))
        phases.append(f"{game.phase} {game.round}")

    assert phases == [
        "open 1", "closed 1", "revealed 1", "board 1",
        "open 2", "closed 2", "revealed 2", "podium 2", "ended 2",
    ]  # fmt: skip


def test_after_the_last_board_comes_the_podium():
    game = played("opened", "closed", "revealed", "board_shown", rounds=1)

    assert next_event(game) == "podium_shown"


@pytest.mark.parametrize("phase", ["revealed", "board"])
def test_no_round_opens_after_the_last_question(phase):
    game = played(*WAYS[phase].split(), rounds=1)

    with pytest.raises(NotNow):
        step(game, event_of(game, "opened", NOW))


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_round_cannot_be_skipped_or_played_again(number):
    game = played("opened", "closed", "revealed", rounds=3)

    with pytest.raises(NotNow):
        step(game, Event("opened", number, NOW))


def test_a_game_without_questions_can_only_end():
    game = Game(rounds=0, rules=Rules())

    with pytest.raises(NotNow):
        step(game, event_of(game, "opened", NOW))
    assert step(game, event_of(game, "ended", NOW))[0].phase == "ended"


# Time


def test_opening_a_round_sets_its_deadline_and_a_timer():
    after, effects = step(Game(rounds=1, rules=Rules(limit_s=20)), Event("opened", 1, seconds(100)))

    assert (after.opened_at, after.deadline) == (seconds(100), seconds(120))
    assert effects == (CloseAt(1, seconds(120)),)


def test_without_a_limit_there_is_no_deadline_and_no_timer():
    after, effects = step(Game(rounds=1, rules=Rules(limit_s=None)), Event("opened", 1, NOW))

    assert (after.deadline, effects, due(after)) == (None, (), ())
    assert after.accepts_answer(1, NOW + timedelta(days=1))


def test_an_answer_counts_up_to_the_deadline_and_not_after():
    game = played("opened", rules=Rules(limit_s=30))

    assert game.accepts_answer(1, seconds(30))
    assert not game.accepts_answer(1, seconds(30) + timedelta(microseconds=1))


@pytest.mark.parametrize("number", [0, 2])
def test_an_answer_to_another_round_does_not_count(number):
    assert not played("opened").accepts_answer(number, NOW)


@pytest.mark.parametrize("phase", [p for p in PHASES if p != "open"])
def test_only_an_open_round_takes_answers(phase):
    game = played(*WAYS[phase].split())

    assert not game.accepts_answer(game.round, NOW)


def test_a_timer_of_an_earlier_round_closes_nothing():
    game = played("opened", "closed", "revealed", "opened")

    with pytest.raises(NotNow):
        step(game, Event("closed", 1, seconds(30)))


def test_a_restart_sets_the_timer_of_the_open_round_alone():
    opened = played("opened", rules=Rules(limit_s=30))
    closed = played("opened", "closed", rules=Rules(limit_s=30))

    assert due(opened) == (CloseAt(1, seconds(30)),)
    assert due(closed) == ()


# Any history


@given(st.lists(st.tuples(st.sampled_from(EVENT_KINDS), st.integers(0, 4)), max_size=40))
def test_a_game_is_the_fold_of_its_events_from_any_point(tried):
    game, log = Game(rounds=3, rules=Rules()), []
    for number, (kind, round_number) in enumerate(tried):
        event = Event(kind, round_number, seconds(number))
        try:
            game, _ = step(game, event)
        except NotNow:
            continue
        log.append(event)

    start = Game(rounds=3, rules=Rules())

    assert fold(start, log) == game
    for split in range(len(log) + 1):
        assert fold(fold(start, log[:split]), log[split:]) == game


class AnyGame(RuleBasedStateMachine):
    """A host who presses anything at any time, and timers that fire late, twice or never."""

    @initialize(rounds=st.integers(0, 4), limit_s=st.none() | st.integers(1, 60))
    def begin(self, rounds, limit_s):
        self.start = self.game = Game(rounds=rounds, rules=Rules(limit_s))
        self.log: list[Event] = []
        self.timers: list[CloseAt] = []
        self.now = NOW

    def take(self, event):
        """Take an event if the game allows it; True where it did."""
        before = self.game
        try:
            self.game, effects = step(before, event)
        except NotNow:
            return False
        self.log.append(event)
        self.timers += effects
        assert self.game.seq == before.seq + 1
        assert self.game.round in (before.round, before.round + 1)
        assert (self.game.round > before.round) == (event.kind == "opened")
        return True

    @rule(kind=st.sampled_from(EVENT_KINDS), waited_s=st.integers(0, 90))
    def press(self, kind, waited_s):
        self.now += timedelta(seconds=waited_s)
        self.take(event_of(self.game, kind, self.now))

    @rule(waited_s=st.integers(0, 90))
    def press_the_big_button(self, waited_s):
        self.now += timedelta(seconds=waited_s)
        kind = next_event(self.game)
        if kind and self.game.rounds:
            assert self.take(event_of(self.game, kind, self.now))

    @rule(kind=st.sampled_from(EVENT_KINDS), number=st.integers(-1, 5))
    def try_another_round(self, kind, number):
        if number != event_of(self.game, kind, self.now).round:
            assert not self.take(Event(kind, number, self.now))

    @precondition(lambda self: self.timers)
    @rule(data=st.data())
    def a_timer_fires(self, data):
        timer = data.draw(st.sampled_from(self.timers))
        is_due = self.game.phase == "open" and self.game.round == timer.round

        assert self.take(Event("closed", timer.round, timer.at)) == is_due

    @invariant()
    def the_log_tells_the_game(self):
        assert fold(self.start, self.log) == self.game
        assert self.game.seq == len(self.log)

    @invariant()
    def rounds_stay_within_the_questions(self):
        assert 0 <= self.game.round <= self.game.rounds

    @invariant()
    def an_open_round_with_a_limit_has_one_timer(self):
        has_timer = self.game.phase == "open" and self.game.rules.limit_s is not None
        assert len(due(self.game)) == has_timer
        assert set(due(self.game)) <= set(self.timers)


TestAnyGame = AnyGame.TestCase
TestAnyGame.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
