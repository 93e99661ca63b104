"""Any game that a class may play, over a real database: what must always hold (DESIGN.md, 1-7)."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from quizapp import clock
from quizapp.core.game import EVENT_KINDS, Timing, next_event
from quizapp.core.grading import grade
from quizapp.core.response import decode
from quizapp.core.rules import Rules
from quizapp.core.scoring import Tally, levels, mark_of, score_round
from quizapp.core.seats import seen_by_player
from quizapp.core.survey import keyless
from quizapp.services.library import Library
from quizapp.services.live.faults import (
    AnswerTooLate,
    GameIsPaused,
    NothingToVoteOn,
    RoomIsLocked,
    RoomIsOver,
)
from quizapp.services.live.live import open_live
from quizapp.services.live.nicknames import NicknameRefused
from quizapp.services.live.results import result
from quizapp.services.live.room import RETENTION
from quizapp.store import games
from quizapp.store.database import Database
from quizapp.store.schema import upgrade
from tests.sameness import is_the_same
from tests.world import MORE, NOW, form_for, seconds, write, write_content

NAMES = ("Anna", "anna ", "Boris", "Chen", "Dora", "BORIS")
BANKS = ("test-ban", "test-ban-more")

rules_of_a_host = st.builds(
    Rules,
    limit_s=st.sampled_from([None, 3600]),
    reading_s=st.sampled_from([0, 15]),
    scoring=st.sampled_from(["accuracy", "speed", "kahoot"]),
    has_streaks=st.booleans(),
    takes_away=st.booleans(),
    weights=st.sampled_from([(), ((1, 3), (2, 0))]),
    certainty=st.sampled_from([None, "marks", "brier"]),
    votes=st.sampled_from([1, 2]),
    teams=st.sampled_from([0, 2]),
    is_survey=st.booleans(),
    may_change=st.booleans(),
    approves=st.booleans(),
    closes_early=st.booleans(),
)


class AnyGame(RuleBasedStateMachine):
    """A host, players who answer twice, late or not at all, and a server that restarts."""

    def database_in(self, folder):
        database = Database(f"sqlite:///{folder / 'quiz.db'}")
        upgrade(database)
        return database

    @initialize(rules=rules_of_a_host)
    def begin(self, rules):
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name)
        self.database = self.database_in(path)
        write(path / "questions" / "banks" / "test-ban-more.yaml", MORE)
        self.library = Library((write_content(path / "questions"),))
        self.live = open_live(self.database, self.library)
        self.room = self.live.rooms.room(self.live.rooms.create("test-ban", 3, rules, NOW).id)
        self.receipts: dict[tuple[str, int], tuple[str, str]] = {}
        self.ids: dict[tuple[str, int], list[str]] = {}
        self.removed: set[str] = set()
        self.now_s = 0

    def teardown(self):
        if hasattr(self, "folder"):
            self.live.close()
            self.database.close()
            self.folder.cleanup()

    @property
    def players(self):
        return list(self.room.players)

    def settle(self):
        """Until the writer has nothing more to do: an early close may be on its way."""
        self.live.rooms.journal.run(lambda session: None).result(20)

    def press(self, kind, behind=0):
        """A press, made when the game stood `behind` events earlier."""
        self.settle()
        before = self.room.table.game
        rules = Rules.of(before.rules.stored() | {"takes_away": not before.rules.takes_away})
        self.live.driver.advance(
            self.room.id,
            before.seq - behind,
            kind,
            clock.now(),
            rules=rules if kind == "rules_changed" else None,
        )
        after = self.room.table.game
        assert after == before or (after.seq == before.seq + 1 and behind == 0)
        assert after.round in (before.round, before.round + 1)
        assert after.counted[: len(before.counted)] == before.counted

    @rule()
    def press_the_big_button(self):
        if kind := next_event(self.room.table.game):
            self.press(kind)

    @rule(kind=st.sampled_from(EVENT_KINDS), behind=st.integers(0, 2))
    def press_anything(self, kind, behind):
        self.press(kind, behind)

    @rule(slug=st.sampled_from(BANKS), behind=st.integers(0, 1))
    def choose_a_quiz(self, slug, behind):
        self.settle()
        before = self.room.table.game
        try:
            self.live.driver.choose_quiz(self.room.id, before.seq - behind, slug, 2, NOW)
        except NothingToVoteOn:
            return
        assert self.room.table.game.leg in (before.leg, before.leg + 1)

    @rule(name=st.sampled_from(NAMES), is_let_in=st.booleans())
    def join(self, name, is_let_in):
        self.now_s += 1
        try:
            player = self.live.door.join(self.room.id, name, seconds(self.now_s))
        except (NicknameRefused, RoomIsOver, RoomIsLocked):
            return
        if is_let_in:
            self.live.door.admit(self.room.id, [player], seconds(self.now_s))

    @precondition(lambda self: self.players and self.room.table.question)
    @rule(data=st.data(), right=st.booleans(), answer_id=st.sampled_from("abc"))
    def answer(self, data, right, answer_id):
        self.settle()
        player, game = data.draw(st.sampled_from(self.players)), self.room.table.game
        form = form_for(self.room, right=right)
        form["sure"] = [str(data.draw(st.sampled_from(levels(game.rules) or (0,))))]
        job = self.live.answers.take(self.room, player, game.round, answer_id, form, clock.now())
        key, is_known = (player, game.round), (player, game.round) in self.receipts
        try:
            stored = job.result(20)
        except GameIsPaused:
            assert game.is_paused
            assert not is_known
        except AnswerTooLate:
            assert game.phase != "open"
            assert not is_known
        else:
            self.note(key, answer_id, stored, is_changed=game.phase == "open")

    def note(self, key, answer_id, stored, *, is_changed):
        """The receipt agrees with the ones before; where answers may change, the last new one."""
        said = (stored.answer, str(stored.sure))
        may_change = is_changed and self.room.table.game.rules.may_change
        ids = self.ids.setdefault(key, [])
        if key not in self.receipts or (
            may_change and answer_id not in ids and not self.room.table.game.is_paused
        ):
            self.receipts[key] = said
            ids.append(answer_id)
        assert self.receipts[key] == said

    @precondition(lambda self: self.players)
    @rule(data=st.data(), factor=st.sampled_from([1.0, 1.5, None]))
    def give_time(self, data, factor):
        self.live.door.give_time(self.room.id, data.draw(st.sampled_from(self.players)), factor)

    @precondition(lambda self: self.players)
    @rule(data=st.data())
    def remove(self, data):
        player = data.draw(st.sampled_from(self.players))
        self.live.door.remove(self.room.id, [player], NOW)
        self.removed.add(player)

    @rule()
    def restart(self):
        self.settle()
        before = self.room
        self.live.close()
        self.live = open_live(self.database, self.library)
        self.room = self.live.rooms.room(before.id)
        assert self.room.table == before.table
        assert self.room.members == before.members
        for player in self.players:
            assert seen_by_player(self.room.table, player) == seen_by_player(before.table, player)

    @invariant()
    def every_receipt_is_in_the_log_once(self):
        if hasattr(self, "room"):
            with self.database.reading() as session:
                log = games.answers_of(session, self.room.id)
            rows = [(row.player_id, number) for number, row in log]
            assert sorted(rows) == sorted(self.receipts)

    @invariant()
    def the_score_shown_is_that_of_the_log(self):
        if not hasattr(self, "room"):
            return
        self.settle()
        with self.database.reading() as session:
            totals = self.totals_of(session)
            table = result(session, self.library, self.room)
        assert {s.player_id: s.points for s in self.room.table.standings} == totals
        assert [line.total for line in table.lines] == sorted(totals.values(), reverse=True)

    def totals_of(self, session):
        """Everybody's points, from rows and questions alone."""
        game, questions = self.room.table.game, self.room.table.questions
        rows = games.answers_of(session, self.room.id)
        tallies: dict[str, Tally] = {}
        for counted in (c for c in game.counted if c.leg == game.leg):
            question = questions[counted.question - 1]
            marks = {
                row.player_id: mark_of(
                    grade(question, decode(row.response)),
                    Timing(row.elapsed_s, row.allowed_s),
                    row.sure,
                )
                for number, row in rows
                if number == counted.round and row.player_id in self.players
            }
            tallies, _ = score_round(
                self.players,
                tallies,
                marks,
                game.rules,
                number=counted.question,
                questions=len(questions),
            )
        return {player: tallies.get(player, Tally()).total for player in self.players}

    @invariant()
    def nobody_is_told_too_early(self):
        if hasattr(self, "room"):
            shared = self.room.shared
            assert (shared.reveal is not None) == (shared.phase == "revealed")
            if shared.phase in ("intro", "open", "closed", "discuss"):
                own = [seen_by_player(self.room.table, player) for player in self.players]
                assert all((o.verdict, o.grade, o.points) == (None, None, 0) for o in own)

    @invariant()
    def who_was_removed_stays_away(self):
        if hasattr(self, "room"):
            assert not self.removed & set(self.players)

    @invariant()
    def a_survey_holds_no_key(self):
        if hasattr(self, "room") and self.room.table.game.rules.is_survey:
            assert all(keyless(q) is q for q in self.room.table.questions)


TestAnyGame = AnyGame.TestCase
TestAnyGame.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)


class AnyGameOfTwo(AnyGame):
    """The same where the people are now at one process, now at another."""

    database_url = ""

    def database_in(self, folder):
        database = Database(self.database_url)
        with database.transaction() as session:
            games.purge(session, NOW + RETENTION)
        return database

    @initialize(rules=rules_of_a_host)
    def begin(self, rules):
        # Nothing may happen by itself: which of both does it first would differ from run to run.
        super().begin(rules.model_copy(update={"closes_early": False}))
        self.other = open_live(self.database, self.library)
        self.other.rooms.room(self.room.id)

    def teardown(self):
        if hasattr(self, "other"):
            self.other.close()
        super().teardown()

    @rule()
    def go_on_at_the_other_process(self):
        before = self.room
        self.live, self.other = self.other, self.live
        self.room = self.live.rooms.room_now(before.id)
        assert is_the_same(self.room, before)


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_any_game_at_two_processes(database_url):
    class AtThatDatabase(AnyGameOfTwo):
        pass

    AtThatDatabase.database_url = database_url
    run_state_machine_as_test(
        AtThatDatabase, settings=settings(max_examples=20, stateful_step_count=40, deadline=None)
    )
