"""Any game that a class may play, over a real database: what must always hold (DESIGN.md)."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from quizapp.core.game import EVENT_KINDS, Rules, next_event
from quizapp.core.grading import grade
from quizapp.core.response import decode
from quizapp.core.scoring import mark_of, points
from quizapp.services.library import Library
from quizapp.services.live.faults import AnswerTooLate, RoomIsOver
from quizapp.services.live.live import open_live
from quizapp.services.live.nicknames import NicknameRefused
from quizapp.services.live.results import result
from quizapp.store import games
from quizapp.store.database import Database
from quizapp.store.schema import upgrade
from tests.world import NOW, advance, form_for, seconds, write_content

NAMES = ("Anna", "anna ", "Boris", "Chen", "Dora", "BORIS")


class AnyGame(RuleBasedStateMachine):
    """A host, players who answer twice, late or not at all, and a server that restarts."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name)
        self.database = Database(f"sqlite:///{path / 'quiz.db'}")
        upgrade(self.database)
        self.library = Library((write_content(path / "questions"),))
        self.live = open_live(self.database, self.library)
        self.room = self.live.rooms.room(
            self.live.rooms.create("test-ban", 3, Rules(limit_s=None), NOW).id
        )
        self.receipts: dict[tuple[str, int], str] = {}
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

    @rule()
    def press_the_big_button(self):
        if kind := next_event(self.room.table.game):
            advance(self.live, self.room, kind)

    @rule(kind=st.sampled_from(EVENT_KINDS), behind=st.integers(0, 2))
    def press_anything(self, kind, behind):
        before = self.room.table.game
        self.live.driver.advance(self.room.id, before.seq - behind, kind, NOW)
        after = self.room.table.game
        assert after == before or (after.seq == before.seq + 1 and behind == 0)
        assert after.round in (before.round, before.round + 1)

    @rule(name=st.sampled_from(NAMES))
    def join(self, name):
        self.now_s += 1
        try:
            self.live.door.join(self.room.id, name, seconds(self.now_s))
        except (NicknameRefused, RoomIsOver):
            return

    @precondition(lambda self: self.players and self.room.table.question)
    @rule(data=st.data(), right=st.booleans(), answer_id=st.sampled_from("ab"))
    def answer(self, data, right, answer_id):
        player, game = data.draw(st.sampled_from(self.players)), self.room.table.game
        form = form_for(self.room, right=right)
        job = self.live.answers.take(
            self.room, player, game.round, f"{answer_id}{game.round}", form, NOW
        )
        try:
            stored = job.result(20)
        except AnswerTooLate:
            assert game.phase != "open"
            assert (player, game.round) not in self.receipts
            return
        first = self.receipts.setdefault((player, game.round), stored.answer)
        assert stored.answer == first

    @precondition(lambda self: self.players)
    @rule(data=st.data())
    def remove(self, data):
        player = data.draw(st.sampled_from(self.players))
        self.live.door.remove(self.room.id, [player], NOW)
        self.removed.add(player)

    @rule()
    def restart(self):
        before = self.room
        self.live.close()
        self.live = open_live(self.database, self.library)
        self.room = self.live.rooms.room(before.id)
        assert self.room.table == before.table
        assert self.players == list(before.players)

    @invariant()
    def every_receipt_is_in_the_log_once(self):
        if hasattr(self, "room"):
            with self.database.reading() as session:
                log = games.answers_of(session, self.room.id)
            rows = [(row.player_id, number) for number, row in log]
            assert sorted(rows) == sorted(self.receipts)

    @invariant()
    def the_score_shown_is_that_of_the_log(self):
        if hasattr(self, "room"):
            game = self.room.table.game
            revealed = game.round - (game.phase in ("open", "closed"))
            totals = dict.fromkeys(self.players, 0)
            with self.database.reading() as session:
                for number, row in games.answers_of(session, self.room.id):
                    if number <= revealed and row.player_id in totals:
                        question = self.room.table.questions[number - 1]
                        mark = mark_of(grade(question, decode(row.response)))
                        totals[row.player_id] += points(mark, Rules()).total
                table = result(session, self.library, self.room)
            assert {s.player_id: s.points for s in self.room.table.standings} == totals
            assert [line.total for line in table.lines] == sorted(totals.values(), reverse=True)

    @invariant()
    def who_was_removed_stays_away(self):
        if hasattr(self, "room"):
            assert not self.removed & set(self.players)


TestAnyGame = AnyGame.TestCase
TestAnyGame.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
