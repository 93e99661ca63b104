"""The cast of the tests, as plain functions: a small bank, its ledger, two players, a round."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quizapp.core.bank import (
    Bank,
    Matching,
    Multiple,
    Ordering,
    Question,
    ShortText,
    Single,
    TrueFalse,
)
from quizapp.core.ledger import Ledger
from quizapp.core.presentation import Presented, present
from quizapp.core.response import Chosen, Judged, Matched, Ordered, Response, Typed
from quizapp.formats import house
from quizapp.services.live.room import Room
from quizapp.services.live.rooms import Rooms

SECRET_KEY = "a key for tests, which nobody else may know"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""When every story begins."""
Form = dict[str, list[str]]

BANK = """\
schema: 1
id: test-ban
title: The talks on a test ban
description: One question of each kind, over a report that nobody wrote.
sources: [wire]
questions:
  - id: who-said
    type: single
    stem: Who says that the talks go on?
    skill: attribution
    explanation: The agency passes it on; the words are the minister's.
    evidence: [{claim: C01, paragraph: p1}]
    choices:
      - {id: minister, text: The minister, correct: true}
      - {id: agency, text: The agency, feedback: It passes the words on.}
      - {id: ambassador, text: The ambassador}
      - {id: nobody, text: Nobody by name}
  - id: what-is-named
    type: multiple
    stem: What does the report name?
    skill: instrument
    explanation: The first paragraph names both.
    evidence: [{claim: C01, paragraph: p1}]
    choices:
      - {id: treaty, text: A treaty, correct: true}
      - {id: city, text: A city, correct: true}
      - {id: missile, text: A missile}
      - {id: price, text: A price}
  - id: says-when
    type: true_false
    stem: The report says when the talks began.
    skill: chronology
    explanation: The report gives no day at all.
    evidence: [{claim: C01}]
    answer: false
    feedback: {"true": "No day is given.", "false": "Right, no day is given."}
  - id: who-is-who
    type: matching
    stem: What is each of them?
    skill: comprehension
    explanation: The report takes all three for known.
    evidence: [{claim: C01}]
    pairs:
      - {id: reuters, left: Reuters, right: an agency}
      - {id: nato, left: NATO, right: an alliance}
      - {id: geneva, left: Geneva, right: a city}
    distractors: [{id: treaty, text: a treaty}]
  - id: in-order
    type: ordering
    stem: What came first?
    skill: chronology
    explanation: The second claim tells how it went.
    evidence: [{claim: C02}]
    items:
      - {id: offer, text: The offer}
      - {id: reply, text: The reply}
      - {id: talks, text: The talks}
      - {id: treaty, text: The treaty}
  - id: nato-name
    type: short_text
    stem: What does NATO call the 9M729?
    skill: designation
    explanation: The number and the code belong together.
    evidence: [{claim: C09}]
    accept: [SSC-8, Screwdriver]
    reject: [{text: SS-20, feedback: That one is older.}]
"""

LEDGER = """\
schema: 1
id: wire
title: Talks go on, minister tells ambassador
publisher: The Wire
date: {stated: Thursday}
rights: Made up for the tests.
outlet: the-wire
paragraphs:
  - {id: b1, kind: bullet, length: 40, sha256: "0123456789abcdef"}
  - {id: p1, length: 100, sha256: "0123456789abcdef"}
  - {id: p2, length: 100, sha256: "0123456789abcdef"}
entities:
  - {id: the-wire, kind: outlet, name: The Wire, form: publisher}
  - {id: reuters, kind: outlet, name: Reuters, form: agency}
  - {id: minister, kind: person, name: The minister, speaks_for: utopia}
  - {id: deputy, kind: person, name: Her deputy}
  - {id: ambassador, kind: person, name: The ambassador}
  - {id: utopia, kind: body, form: state, name: Utopia}
claims:
  - id: C01
    content: The talks on a test ban go on.
    content_key: talks-go-on
    type: assertion
    stance: attributed
    factuality: Uu
    held_by: {minister: CT+}
    anchors:
      - paragraph: p1
        start: 10
        end: 60
        sha256: "0123456789abcdef"
        chain:
          - {speaker: reuters, role: relay, cue: reports, cue_type: report}
          - speaker: minister
            cue: told
            cue_type: tell
            addressee: ambassador
            with_speakers: [deputy]
      - {paragraph: b1, start: 0, end: 30, sha256: "0123456789abcdef"}
    quotes:
      - {speaker: minister, text: We go on., paragraph: p1, relay: reuters}
  - id: C02
    aliases: [C09]
    content: The talks are near their end.
    content_key: talks-near-end
    type: prediction
    stance: doubted
    factuality: PS+
    relations: [{type: in_tension_with, claim: C01}]
    anchors:
      - paragraph: p1
        start: 0
        end: 9
        sha256: "0123456789abcdef"
        chain: [{speaker: null, cue: is believed, cue_type: believe}]
"""


def seconds(count: float) -> datetime:
    """The time so long after the story began."""
    return NOW + timedelta(seconds=count)


def bank() -> Bank:
    """The small bank."""
    found = house.read_bank(BANK.encode(), "test-ban.yaml")
    assert found.bank, found.problems
    return found.bank


def ledger() -> Ledger:
    """The ledger that it rests on."""
    found = house.read_ledger(LEDGER.encode(), "wire.yaml")
    assert found.ledger, found.problems
    return found.ledger


def write_content(folder: Path) -> Path:
    """The bank and its ledger as files; the folder."""
    write(folder / "banks" / "test-ban.yaml", BANK)
    write(folder / "sources" / "wire.yaml", LEDGER)
    return folder


def write(path: Path, text: str) -> Path:
    """A text file, with the folders that lead to it; its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


# Answers


def right_answer(question: Question) -> Response:
    """The key of a question."""
    match question:
        case Single() | Multiple():
            return Chosen(tuple(c.id for c in question.choices if c.correct))
        case TrueFalse():
            return Judged(question.answer)
        case Matching():
            return Matched(tuple((p.id, p.id) for p in question.pairs))
        case Ordering():
            return Ordered(tuple(i.id for i in question.items))
        case ShortText():
            return Typed(question.accept[0])


def wrong_answer(question: Question) -> Response:
    """A response that has nothing right."""
    match question:
        case Single() | Multiple():
            return Chosen((next(c.id for c in question.choices if not c.correct),))
        case TrueFalse():
            return Judged(not question.answer)
        case Matching():
            ids = [p.id for p in question.pairs]
            return Matched(tuple(zip(ids, ids[1:] + ids[:1], strict=True)))
        case Ordering():
            return Ordered(tuple(i.id for i in reversed(question.items)))
        case ShortText():
            return Typed("nothing of the kind")


def form_of(question: Question, shown: Presented, response: Response) -> Form:
    """The form that a browser sends where somebody gives this response, found by the words shown.

    Written without `core.presentation`'s own tables of ids, so that it can be held against them.
    """
    slots = {option.text: str(option.slot) for option in shown.options}
    match question, response:
        case ((Single() | Multiple()), Chosen(ids)):
            return {"choice": [slots[c.text] for c in question.choices if c.id in ids]}
        case TrueFalse(), Judged(value):
            return {"choice": [slots[str(value)]]}
        case Matching(), Matched(pairs):
            rights = {p.id: p.right for p in question.pairs}
            rights |= {d.id: d.text for d in question.distractors}
            prompts = {p.text: p.slot for p in shown.prompts}
            lefts = {p.id: prompts[p.left] for p in question.pairs}
            return {f"match-{lefts[left]}": [slots[rights[right]]] for left, right in pairs}
        case Ordering(), Ordered(ids):
            texts = {i.id: i.text for i in question.items}
            return {f"place-{slots[texts[i]]}": [str(n)] for n, i in enumerate(ids, start=1)}
        case ShortText(), Typed(text):
            return {"text": [text]}
    raise AssertionError(f"{response} is no response to a {question.type}")


# A live game


def two_players(rooms: Rooms, game_id: str) -> tuple[str, str]:
    """Anna and Boris, seated one after the other; their ids."""
    return rooms.join(game_id, "Anna", seconds(1)), rooms.join(game_id, "Boris", seconds(2))


def advance(rooms: Rooms, room: Room, *kinds: str, at: datetime = NOW) -> None:
    """The host presses the button, once for each kind."""
    for kind in kinds:
        rooms.advance(room.id, room.table.game.seq, kind, at)  # type: ignore[arg-type]


def form_for(room: Room, *, right: bool) -> Form:
    """A right or a wrong answer to the room's present question, as a form."""
    question = room.table.question
    assert question
    response = right_answer(question) if right else wrong_answer(question)
    return form_of(question, present(question, room.table.round_seed), response)


def give(rooms: Rooms, room: Room, player_id: str, *, right: bool, at: datetime = NOW) -> None:
    """The player answers the present question; on return it is stored."""
    number = room.table.game.round
    form = form_for(room, right=right)
    rooms.answer(room, player_id, number, f"{player_id}-{number}", form, at).result(timeout=20)


def play_round(rooms: Rooms, room: Room, answers: Mapping[str, bool], at: datetime = NOW) -> None:
    """A whole round, up to its reveal: each player named answers, rightly where True."""
    advance(rooms, room, "opened", at=at)
    for player_id, right in answers.items():
        give(rooms, room, player_id, right=right, at=at)
    advance(rooms, room, "closed", "revealed", at=at)
