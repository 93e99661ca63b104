"""Any host and any clock: `core.game` against a diary that was written apart from it.

DESIGN.md, invariants 2 (answers in time alone) and 6 (rounds move forward, once an intent).
"""

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from quizapp.core.game import EVENT_KINDS, Due, Game, Leg, NotNow, due, event_of, fold, next_event
from quizapp.core.game import step as step_of
from quizapp.core.rules import Rules
from tests.core.reference import Diary
from tests.world import NOW, seconds

LEG = Leg("d", "b", ("q1", "q2"), "s")
FACTORS = st.sampled_from([1.0, 1.25, 1.5, 2.0, None])
WAITS = st.sampled_from([0, 1, 4, 9, 30, 61])

rules_of_a_host = st.builds(
    Rules,
    limit_s=st.sampled_from([None, 5, 20, 60]),
    timer=st.sampled_from(["question", "quiz"]),
    reading_s=st.sampled_from([0, 5]),
    votes=st.sampled_from([1, 2]),
    discuss_s=st.sampled_from([None, 10]),
    ranking=st.sampled_from(["top", "end", "never"]),
)


class AnyGame(RuleBasedStateMachine):
    """A host who presses anything at any time, and timers that ring late, twice or never."""

    @initialize(questions=st.integers(0, 4), rules=rules_of_a_host)
    def begin(self, questions, rules):
        self.start = self.game = Game(questions=questions, rules=rules)
        self.diary = Diary(
            questions,
            rules.limit_s,
            rules.reading_s,
            rules.votes,
            rules.discuss_s,
            is_whole=rules.timer == "quiz",
        )
        self.log = []
        self.rung: list[Due] = []
        self.now_s = 0.0

    @property
    def now(self):
        return seconds(self.now_s)

    def whole(self, kind):
        """The event of that kind that would follow now, with all that it needs."""
        ranking = "own" if self.game.rules.ranking == "top" else "top"
        return replace(
            event_of(self.game, kind, self.now),
            seconds=10 if kind == "extended" else 0,
            rules=replace_ranking(self.game.rules, ranking) if kind == "rules_changed" else None,
            leg=LEG if kind == "quiz_chosen" else None,
        )

    def take(self, event):
        """Take an event if the game allows it; True where it did."""
        before = self.game
        try:
            self.game, effects = step_of(before, event)
        except NotNow:
            assert self.game is before
            return False
        self.diary.note(event.kind, (event.at - NOW).total_seconds())
        self.log.append(event)
        self.rung += effects
        assert effects == due(self.game)
        assert self.game.seq == before.seq + 1
        assert self.game.round in (before.round, before.round + 1)
        assert self.game.counted[: len(before.counted)] == before.counted
        return True

    @rule(kind=st.sampled_from(EVENT_KINDS), waited_s=WAITS)
    def press(self, kind, waited_s):
        self.now_s += waited_s
        is_allowed = self.diary.may(kind)

        assert self.take(self.whole(kind)) == is_allowed

    @rule(waited_s=WAITS)
    def press_the_big_button(self, waited_s):
        self.now_s += waited_s
        kind = next_event(self.game)
        assert (kind is None) == (self.diary.phase == "ended")
        if kind:
            assert self.take(self.whole(kind))

    @rule(kind=st.sampled_from(EVENT_KINDS), number=st.integers(-1, 9))
    def try_another_round(self, kind, number):
        event = self.whole(kind)
        if number != event.round:
            assert not self.take(replace(event, round=number))

    @precondition(lambda self: self.log)
    @rule(data=st.data())
    def send_an_earlier_press_again(self, data):
        """What begins a round cannot begin it twice."""
        event = data.draw(st.sampled_from(self.log))
        if event.kind in ("asked", "opened") and event.round < self.game.round:
            assert not self.take(event)

    @precondition(lambda self: self.rung)
    @rule(data=st.data())
    def a_timer_rings_as_it_was_set(self, data):
        """However late, it does no more than what is due still, or what a press would do."""
        timer = data.draw(st.sampled_from(self.rung))
        if timer not in due(self.game) and timer.round < self.game.round:
            assert not self.take(event_of_due(timer))

    @precondition(lambda self: bool(due(self.game)))
    @rule()
    def the_clock_runs_out(self):
        (timer,) = due(self.game)
        self.now_s = max(self.now_s, (timer.at - NOW).total_seconds())

        assert self.take(event_of_due(timer))

    @rule(factor=FACTORS, number=st.integers(0, 9), late_s=st.sampled_from([-1, 0, 0.001, 5]))
    def somebody_answers(self, factor, number, late_s):
        ends = self.diary.ends(factor)
        at_s = self.now_s if ends is None else ends + late_s
        is_counted = (
            self.diary.phase == "open"
            and not self.diary.is_held()
            and number == len(self.diary.votes_cast)
            and (ends is None or late_s <= 0)
        )

        assert self.game.accepts_answer(number, seconds(at_s), factor) == is_counted

    @invariant()
    def both_tell_the_same(self):
        if not hasattr(self, "game"):
            return
        game, diary = self.game, self.diary
        assert game.phase == diary.phase
        assert (game.leg, game.question, game.round) == (
            diary.leg,
            diary.asked,
            len(diary.votes_cast),
        )
        assert game.is_paused == diary.is_held()
        assert game.time_left_s == diary.left()
        ends = diary.ends()
        assert game.deadline() == (None if ends is None else seconds(ends))
        assert [c.round for c in game.counted] == [
            n for n, vote in enumerate(diary.votes_cast, start=1) if vote.counts
        ]
        assert len({(c.leg, c.question) for c in game.counted}) == len(game.counted)

    @invariant()
    def the_log_tells_the_game_and_its_timers(self):
        if hasattr(self, "game"):
            again = fold(self.start, self.log)
            assert again == self.game
            assert due(again) == due(self.game)
            assert self.game.seq == len(self.log)

    @invariant()
    def a_clock_that_runs_has_one_timer(self):
        if hasattr(self, "game"):
            runs = self.diary.ends() is not None and not self.diary.is_held()
            assert len(due(self.game)) == runs


def replace_ranking(rules, ranking):
    return Rules.of(rules.stored() | {"ranking": ranking})


def event_of_due(timer):
    return replace(
        event_of(Game(questions=1, rules=Rules()), timer.kind, timer.at), round=timer.round
    )


TestAnyGame = AnyGame.TestCase
TestAnyGame.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
