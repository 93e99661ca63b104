"""What each seat of a live game may see: host, projector screen, player; never the key too early.

`seen_by_all` is the part that everybody shares; `seen_by_player` adds what is one player's own,
`seen_by_crowd` what host and projector see of the room. Templates get these values and nothing
else. What a reveal shows is made by `core.reveal`.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from quizapp.core.answering import KeptFields, fields_of
from quizapp.core.bank import Open, Question
from quizapp.core.game import Phase
from quizapp.core.grading import Grade, Verdict, grade
from quizapp.core.presentation import Presented, describe, present, slots_of
from quizapp.core.progress import Progress, progress_of
from quizapp.core.reveal import Bar, Reveal, bars_without_key, reveal_of
from quizapp.core.rules import Rules
from quizapp.core.scoring import Calibration, Mark, Stake, calibration, mark_of, points, stakes
from quizapp.core.table import Table
from quizapp.core.teams import TeamPlace, TeamSize, team_board, team_sizes

BOARD_LENGTH = 10
"""How many places the leaderboard names; each player sees their own place besides."""
TOP = 5
"""How many it names where only the best are shown."""
RANKED: tuple[Phase, ...] = ("revealed", "board", "podium", "ended")
"""Where a player may be told their place."""


@dataclass(frozen=True)
class Place:
    """A line of the leaderboard; `sharing` is how many players have this rank."""

    rank: int
    nickname: str
    points: int
    sharing: int = 1
    team: int | None = None


@dataclass(frozen=True)
class Clock:
    """The clock of a phase: from when to when, in whole seconds; `stands_s` while it is held."""

    started_at: datetime
    ends_at: datetime
    limit_s: int
    stands_s: int | None = None


@dataclass(frozen=True)
class Shared:
    """What every seat may see.

    `number` of `count` says which question stands, `round` which round its answers belong to.
    `spread` is how the first vote fell, where rules show it before the second. `progress` tells of
    the class as a whole, between two questions and at the end. `stakes` say what each level of
    "how sure?" is worth, where the open question asks for it.
    """

    title: str
    phase: Phase
    seq: int
    round: int
    number: int
    count: int
    vote: int
    weight: int
    rules: Rules
    is_paused: bool
    clock: Clock | None
    players: int
    question: Presented | None
    spread: tuple[Bar, ...]
    reveal: Reveal | None
    board: tuple[Place, ...]
    teams: tuple[TeamPlace, ...]
    calibration: Calibration | None
    progress: Progress | None
    stakes: tuple[Stake, ...] = ()


@dataclass(frozen=True)
class Written:
    """What one player wrote freely; `is_shown` once the host lets everybody read it."""

    player_id: str
    text: str
    is_shown: bool


@dataclass(frozen=True)
class Crowd:
    """What host and projector see besides: who is here, how many have answered.

    `spread` moves with the votes of a survey; it stays empty in any other game. `teams` has all
    teams of the game, with those who are in them.
    """

    nicknames: tuple[str, ...]
    answered: int
    spread: tuple[Bar, ...] = ()
    teams: tuple[TeamSize, ...] = ()


@dataclass(frozen=True)
class Own:
    """What one player sees besides: nobody else's page holds it.

    `deadline` is set where it is another one than everybody's; `is_unlimited` where there is none.
    `given` has the fields that the answer came in. `review` has how each question went, once the
    game is over.
    """

    nickname: str
    has_answered: bool
    answer: str | None = None
    slots: tuple[int, ...] = ()
    given: KeptFields = ()
    sure: int | None = None
    deadline: datetime | None = None
    is_unlimited: bool = False
    verdict: Verdict | None = None
    grade: Grade | None = None
    points: int = 0
    speed: int = 0
    streak: int = 0
    total: int = 0
    rank: int | None = None
    team: int | None = None
    is_first_vote: bool = False
    review: tuple["Reviewed", ...] = ()


@dataclass(frozen=True)
class Reviewed:
    """How one question of the game went for one player."""

    number: int
    stem: str
    verdict: Verdict


def seen_by_all(table: Table) -> Shared:
    """The shared part, the same for every seat."""
    game, question = table.game, table.question
    shows_question = question and game.phase in (
        "intro", "open", "closed", "discuss", "revealed",
    )  # fmt: skip
    shown = present(question, table.round_seed) if question and shows_question else None
    if shown and game.phase == "intro":  # the question alone; its answers come later
        shown = replace(shown, options=(), prompts=(), pieces=(), content=None)
    shows_spread = game.phase == "discuss" and game.rules.shows_spread
    is_ranked = game.phase in ("board", "podium", "ended")
    return Shared(
        title=table.bank.title,
        phase=game.phase,
        seq=game.seq,
        round=game.round,
        number=game.question,
        count=game.questions,
        vote=game.vote,
        weight=game.rules.weight(game.question),
        rules=game.rules,
        is_paused=game.is_paused,
        clock=_clock(table),
        players=len(table.players),
        question=shown,
        spread=bars_without_key(table) if shows_spread else (),
        reveal=reveal_of(table) if question and game.phase == "revealed" else None,
        board=_board(table) if is_ranked else (),
        teams=team_board(table) if is_ranked and _shows_places(table) else (),
        calibration=calibration(table.all_marks(), game.rules)
        if table.is_over and game.rules.certainty
        else None,
        progress=progress_of(table) if is_ranked else None,
        stakes=_stakes(table),
    )


def seen_by_crowd(table: Table) -> Crowd:
    """What host and projector see besides the shared part: names and counts, no answer."""
    is_live = table.game.rules.is_survey and table.game.phase in ("open", "closed")
    return Crowd(
        nicknames=tuple(table.players.values()),
        answered=len(table.answers),
        spread=bars_without_key(table) if is_live else (),
        teams=team_sizes(table.teams, table.game.rules.teams),
    )


def seen_by_host(table: Table) -> tuple[Bar, ...]:
    """How the answers spread before the reveal, for the host alone; no word on what is right."""
    return bars_without_key(table) if table.game.phase in ("open", "closed", "discuss") else ()


def written(table: Table) -> tuple[Written, ...]:
    """What players wrote freely, for the host alone, once the round is closed."""
    question = table.question
    if not isinstance(question, Open) or table.game.phase not in ("closed", "revealed"):
        return ()
    return tuple(
        Written(player_id, describe(question, table.round_seed, a.response), a.is_shown)
        for player_id, a in list(table.answers.items())
    )


def seen_by_player(table: Table, player_id: str) -> Own:
    """A player's own part: the answer as given; right or wrong only once it is revealed."""
    game, question, given = table.game, table.question, table.answers.get(player_id)
    shows_rank = game.phase in RANKED and game.rules.shows_rank(is_over=table.is_over)
    has_question = question is not None and game.phase not in ("lobby", "intro", "skipped")
    factor = table.factors.get(player_id, 1.0)
    has_own_time = factor != 1.0 and game.phase == "open" and game.limit_s is not None
    own = Own(
        nickname=table.players[player_id],
        has_answered=given is not None,
        team=table.teams.get(player_id),
        total=table.totals.get(player_id, 0),
        rank=table.standing_of[player_id].rank if shows_rank else None,
        is_first_vote=game.rules.votes == 2 and game.vote == 1,
        review=_review(table, player_id) if table.is_over else (),
        deadline=game.deadline(factor) if has_own_time else None,
        is_unlimited=has_own_time and factor is None,
    )
    if question is None or not has_question:
        return own
    if given is not None:
        answer = describe(question, table.round_seed, given.response)
        slots = slots_of(question, table.round_seed, given.response)
        fields = fields_of(question, table.round_seed, given.response)
        own = replace(own, answer=answer, slots=slots, given=tuple(fields.items()), sure=given.sure)
    return _told(own, table, player_id) if game.question in table.marks else own


def _told(own: Own, table: Table, player_id: str) -> Own:
    """The own part with how it went."""
    assert table.question
    given = table.answers.get(player_id)
    graded = grade(table.question, given.response if given else None)
    before = table.tallies.get(player_id)
    earned = points(
        mark_of(graded, given.timing, given.sure) if given else None,
        table.game.rules,
        questions=table.game.questions,
        weight=table.game.rules.weight(table.game.question),
        in_a_row=before.in_a_row if before else 0,
    )
    return replace(
        own,
        verdict=graded.verdict,
        grade=graded,
        points=earned.total,
        speed=earned.speed,
        streak=earned.streak,
    )


def _review(table: Table, player_id: str) -> tuple[Reviewed, ...]:
    return tuple(
        Reviewed(number, question.stem, _verdict(question, given.get(player_id)))
        for number, given in sorted(table.marks.items())
        for question in (table.questions[number - 1],)
    )


def _verdict(question: Question, mark: Mark | None) -> Verdict:
    if mark is None:
        return "none" if grade(question, None).is_scored else "unscored"
    return mark.verdict


def _stakes(table: Table) -> tuple[Stake, ...]:
    """What "how sure?" is worth on the open question; nothing where that is not scored."""
    game, question = table.game, table.question
    if question is None or game.phase != "open" or not grade(question, None).is_scored:
        return ()
    return stakes(game.rules, game.rules.weight(game.question))


def _clock(table: Table) -> Clock | None:
    game = table.game
    ends_at = game.deadline()
    if ends_at is None or game.started_at is None or game.limit_s is None:
        return None
    stands = None
    if game.paused_at is not None:
        stands = max(0, round((ends_at - game.paused_at).total_seconds()))
    return Clock(game.started_at + game.held, ends_at, game.limit_s, stands)


def _shows_places(table: Table) -> bool:
    rules = table.game.rules
    return rules.shows_podium if table.is_over else rules.shows_board


def _board(table: Table) -> tuple[Place, ...]:
    if not _shows_places(table):
        return ()
    sharing = Counter(s.rank for s in table.standings)
    length = TOP if table.game.rules.ranking == "top" else BOARD_LENGTH
    return tuple(
        Place(
            s.rank,
            table.players[s.player_id],
            s.points,
            sharing[s.rank],
            table.teams.get(s.player_id),
        )
        for s in table.standings[:length]
    )
