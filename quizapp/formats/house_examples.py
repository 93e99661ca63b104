"""One valid example of each kind of question, entity and file, for docs/format.md; all tested."""

QUESTIONS: dict[str, str] = {
    "single": """\
- id: who-relays
  type: single
  stem: Through which agency does the article quote the offer?
  skill: attribution
  difficulty: easy
  explanation: The agency is named right after the quotation.
  evidence:
    - {claim: C47, paragraph: p3}
  choices:
    - {id: tass, text: TASS, correct: true}
    - {id: reuters, text: Reuters, feedback: Reuters carried the phone call.}
""",
    "multiple": """\
- id: who-spoke
  type: multiple
  stem: Whose words does the article carry?
  choices:
    - {id: president, text: A president, correct: true}
    - {id: official, text: An official, correct: true}
    - {id: engineer, text: An engineer}
""",
    "true_false": """\
- id: names-an-agency
  type: true_false
  stem: The article names the agency that it quotes.
  answer: true
  feedback: {"false": It stands behind the quotation.}
""",
    "highlight": """\
- id: mark-the-voice
  type: highlight
  stem: Mark the words that say who speaks.
  passage: "[[who|Two officials]] [[cue|said]] that [[what|the missile flew]]."
  correct: [who, cue]
  feedback: {what: That is what is claimed.}
""",
    "poll": """\
- id: what-first
  type: poll
  stem: What do you look for first?
  media:
    file: three-places-on-a-line.png
    alt: A line of time with three empty places.
    credit: Drawn for this page, CC BY 4.0
  choices:
    - {id: who, text: Who says so}
    - {id: how, text: How it got out}
""",
    "matching": """\
- id: names-of-weapons
  type: matching
  stem: Which names belong to one weapon?
  pairs:
    - {id: first, left: 9M729, right: SSC-8}
    - {id: second, left: 9K720, right: SS-26}
  distractors:
    - {id: spare, text: SS-20}
""",
    "ordering": """\
- id: in-what-order
  type: ordering
  stem: Put the events in order, the earliest first.
  items:
    - {id: talk, text: The talk}
    - {id: report, text: The report on it}
    - {id: denial, text: The denial}
""",
    "categorise": """\
- id: how-sure
  type: categorise
  stem: How does the article present each claim?
  categories:
    - {id: attributed, text: As somebody's words}
    - {id: doubted, text: With doubt}
  items:
    - {id: holds, text: The treaty holds, category: attributed}
    - {id: flew, text: The missile flew, category: doubted, feedback: Look at the verb.}
""",
    "chain": """\
- id: who-told-whom
  type: chain
  stem: Who told whom?
  content: The talks go on.
  links:
    - {id: agency, text: The agency reports that}
    - {id: minister, text: the minister told the ambassador that}
  distractors:
    - {id: deputy, text: her deputy wrote that}
""",
    "short_text": """\
- id: nato-code
  type: short_text
  stem: Which code does NATO use for the 9M729?
  accept: [SSC-8]
  reject:
    - {text: SS-26, feedback: That is another missile.}
""",
    "numeric": """\
- id: how-many-links
  type: numeric
  stem: How many voices stand between you and the claim?
  value: 3
  tolerance: 0
  unit: voices
  reject:
    - {value: 2, feedback: Count the agency too.}
""",
    "cloze": """\
- id: fill-the-chain
  type: cloze
  stem: Fill the gaps.
  text: "{{agency}} reports that the minister {{cue}} her adviser."
  gaps:
    - {id: agency, accept: [Reuters], typos: 1}
    - id: cue
      choices:
        - {id: told, text: told, correct: true}
        - {id: asked, text: asked}
""",
    "open": """\
- id: your-question
  type: open
  stem: What would you ask the official?
""",
}

ENTITIES: dict[str, str] = {
    "person": """\
- id: official
  kind: person
  name: a senior official
  is_named: false
  speaks_for: us
""",
    "body": """\
- id: us
  kind: body
  form: state
  name: the United States
  aliases: [Washington]
""",
    "outlet": """\
- id: agency
  kind: outlet
  form: agency
  name: the agency
  owned_by: us
""",
    "treaty": """\
- id: inf
  kind: treaty
  name: Intermediate-Range Nuclear Forces Treaty
  abbreviation: INF Treaty
  parties: [us]
""",
    "weapon": """\
- id: missile
  kind: weapon
  name: the missile
  designations:
    - {system: national-index, value: 9M729}
    - {system: nato-code, value: SSC-8}
""",
    "event": """\
- id: talk
  kind: event
  name: the talk
  date: {stated: early last month, resolved: August 2019, basis: inferred}
  is_alleged: true
""",
    "place": """\
- id: site
  kind: place
  name: the test site
""",
}

BANK = """\
schema: 1
id: every-kind
title: One of each kind
description: The examples of docs/format.md.
language: en
license: CC-BY-4.0
sources: [missile-offer]
questions:
"""

LEDGER = """\
schema: 1
id: every-kind
title: A report
publisher: The agency
date: {stated: Thursday, resolved: September 2019, basis: outside}
rights: The report belongs to its publisher; kept here are claims in our own words.
outlet: agency
paragraphs:
  - {id: p1, length: 120, sha256: "0123456789abcdef"}
entities:
"""

CLAIM = """\
- id: C01
  content: The missile can fly further than the treaty allows.
  content_key: missile-exceeds-limit
  type: accusation
  stance: attributed
  factuality: Uu
  held_by: {official: CT+}
  anchors:
    - paragraph: p1
      start: 0
      end: 80
      sha256: "0123456789abcdef"
      chain:
        - {speaker: official, cue: said, cue_type: say}
  entities: [missile, inf]
"""

QUIZ = """\
schema: 1
id: twelve-minutes
title: Twelve minutes
description: A short round for the end of a lesson.
limit_s: 45
draws:
  - {bank: who-claimed-what, count: 2, difficulty: [easy, medium]}
  - {bank: which-treaty, count: 2}
"""
