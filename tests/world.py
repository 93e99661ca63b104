"""The cast of the tests, as plain functions: a small bank, its ledger, two players, a round."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quizapp.core.alignment import digest
from quizapp.core.bank import Bank
from quizapp.core.ledger import Ledger
from quizapp.core.presentation import present
from quizapp.formats import house
from quizapp.services.live.live import Live
from quizapp.services.live.room import Room
from tests.answers import Form, form_of, right_answer, wrong_answer

SECRET_KEY = "a key for tests, which nobody else may know"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""When every story begins."""

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

MORE = """\
schema: 1
id: test-ban-more
title: More on the test ban
description: One question of each of the other kinds, over the same report.
sources: [wire]
questions:
  - id: how-sure
    type: categorise
    stem: How does the report present each claim?
    skill: certainty
    explanation: One has a speaker, the other nobody who stands for it.
    evidence: [{claim: C01}, {claim: C02}]
    categories:
      - {id: attributed, text: Attributed}
      - {id: doubted, text: Doubted}
      - {id: asserted, text: Asserted}
    items:
      - {id: go-on, text: The talks go on, category: attributed, feedback: Somebody says so.}
      - {id: near-end, text: The end is near, category: doubted}
      - {id: we, text: We go on, category: attributed}
  - id: how-many
    type: numeric
    stem: How many claims does the report carry?
    skill: comprehension
    explanation: The talks go on, and their end is near.
    evidence: [{claim: C01}]
    value: 2
    unit: claims
    reject: [{value: 3, feedback: One of them stands there twice.}]
  - id: in-a-sentence
    type: cloze
    stem: Fill the gaps.
    skill: attribution
    explanation: The agency reports it, the minister told it.
    evidence: [{claim: C01}]
    text: "{{agency}} reports: the minister {{cue}} the ambassador that the talks go on."
    gaps:
      - id: cue
        choices:
          - {id: told, text: told, correct: true}
          - {id: asked, text: asked, feedback: There is no question in it.}
          - {id: warned, text: warned}
      - id: agency
        accept: [Reuters]
        typos: 1
        reject: [{text: TASS, feedback: That is another agency.}]
  - id: mark-the-voice
    type: highlight
    stem: Mark the words that say whose claim it is.
    skill: attribution
    explanation: The speaker and the verb make the attribution.
    evidence: [{claim: C01}]
    passage: "[[who|The minister]] [[cue|said]] that [[what|the talks]] [[state|go on]]."
    correct: [who, cue]
    feedback: {what: That is what is claimed.}
  - id: through-whom
    type: chain
    stem: Who told whom? Begin with the outermost voice.
    skill: attribution
    explanation: The agency passes on what the minister told.
    evidence: [{claim: C01, paragraph: p1}]
    content: The talks go on.
    links:
      - {id: reuters, text: Reuters reports that}
      - {id: minister, text: the minister told the ambassador that}
    distractors:
      - {id: deputy, text: her deputy wrote that}
      - {id: ambassador, text: the ambassador told Reuters that}
  - id: your-view
    type: poll
    stem: Would you pass the report on?
    choices:
      - {id: "yes", text: As it stands}
      - {id: named, text: With its source named}
      - {id: "no", text: Not at all}
  - id: your-words
    type: open
    stem: What would you ask the minister?
"""

POLL = """\
schema: 1
id: views
title: Views
description: What a class thinks.
questions:
  - id: first
    type: poll
    stem: Would you pass the report on?
    choices:
      - {id: "yes", text: As it stands}
      - {id: "no", text: Not at all}
"""

PARAGRAPHS = {
    "b1": "The talks on a test ban go on.",
    "p1": "It is believed that the end is near. Reuters reports: the minister and her deputy "
    "told the ambassador, “We go on.”",
    "p2": "Neither side gave a day on which they are to meet again.",
}
"""What that report says, invented like the rest."""

TEXT = "\n\n".join(PARAGRAPHS.values())
"""The same as a copy that somebody may have."""


def _with_digests(ledger: str) -> str:
    """The ledger with the digest of each stretch in place of its name, `<p1:0:36>`."""
    return re.sub(
        r"<(\w+):(\d+):(\d+)>",
        lambda name: digest(PARAGRAPHS[name[1]][int(name[2]) : int(name[3])]),
        ledger,
    )


LEDGER = _with_digests("""\
schema: 1
id: wire
title: Talks go on, minister tells ambassador
publisher: The Wire
date: {stated: Thursday}
rights: Made up for the tests.
outlet: the-wire
paragraphs:
  - {id: b1, kind: bullet, length: 30, sha256: "<b1:0:30>"}
  - {id: p1, length: 114, sha256: "<p1:0:114>"}
  - {id: p2, length: 56, sha256: "<p2:0:56>"}
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
        start: 37
        end: 114
        sha256: "<p1:37:114>"
        chain:
          - {speaker: reuters, role: relay, cue: reports, cue_type: report}
          - speaker: minister
            cue: told
            cue_type: tell
            addressee: ambassador
            with_speakers: [deputy]
      - {paragraph: b1, start: 0, end: 30, sha256: "<b1:0:30>"}
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
        end: 36
        sha256: "<p1:0:36>"
        chain: [{speaker: null, cue: is believed, cue_type: believe}]
""")


def seconds(count: float) -> datetime:
    """The time so long after the story began."""
    return NOW + timedelta(seconds=count)


def more() -> Bank:
    """The other kinds of questions."""
    found = house.read_bank(MORE.encode(), "test-ban-more.yaml")
    assert found.bank, found.problems
    return found.bank


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


# A live game


def two_players(live: Live, game_id: str) -> tuple[str, str]:
    """Anna and Boris, seated one after the other; their ids."""
    return live.door.join(game_id, "Anna", seconds(1)), live.door.join(game_id, "Boris", seconds(2))


def advance(live: Live, room: Room, *kinds: str, at: datetime = NOW) -> None:
    """The host presses the button, once for each kind."""
    for kind in kinds:
        live.driver.advance(room.id, room.table.game.seq, kind, at)  # type: ignore[arg-type]


def form_for(room: Room, *, right: bool) -> Form:
    """A right or a wrong answer to the room's present question, as a form."""
    question = room.table.question
    assert question
    response = right_answer(question) if right else wrong_answer(question)
    return form_of(question, present(question, room.table.round_seed), response)


def give(live: Live, room: Room, player_id: str, *, right: bool, at: datetime = NOW) -> None:
    """The player answers the present question; on return it is stored."""
    number = room.table.game.round
    form = form_for(room, right=right)
    live.answers.take(room, player_id, number, f"{player_id}-{number}", form, at).result(timeout=20)


def play_round(live: Live, room: Room, answers: Mapping[str, bool], at: datetime = NOW) -> None:
    """A whole round, up to its reveal: each player named answers, rightly where True."""
    advance(live, room, "opened", at=at)
    for player_id, right in answers.items():
        give(live, room, player_id, right=right, at=at)
    advance(live, room, "closed", "revealed", at=at)
