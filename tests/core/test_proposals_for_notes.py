"""Whatever a teacher notes on a text, questions are proposed from it without a fault."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.generate import generate
from quizapp.core.ledger import Stance
from quizapp.core.notebook import (
    ENTITY_KINDS,
    SPEAKERS,
    About,
    Named,
    Notebook,
    NotedClaim,
    NotedLink,
    ledger_of,
    selector_at,
)

SENTENCES = (
    "The minister said that the missile flew 40 kilometres in May 2019.",
    "Officials in the capital deny that the treaty was broken.",
    "It may have failed, an agency reported on Tuesday.",
    "“We never tested it,” the general told the envoy.",
    "The talks began in May.",
)
NAMES = ("The minister", "An agency", "The SSC-8", "New START", "the envoy", "Geneva", "May", "x")
STANCES: tuple[Stance, ...] = (
    "asserted", "attributed", "hedged", "doubted", "disputed", "evidence_backed", "evaluated",
)  # fmt: skip


@st.composite
def notebooks(draw: st.DrawFn) -> Notebook:
    """Notes as the form of a claim makes them."""
    kinds = draw(st.lists(st.sampled_from(ENTITY_KINDS), min_size=1, max_size=len(NAMES)))
    named = [Named(id=f"e{n}", name=NAMES[n], kind=kind) for n, kind in enumerate(kinds)]
    able = [e.id for e in named if e.kind in SPEAKERS]
    speakers = st.sampled_from(able) if able else st.none()

    @st.composite
    def links(draw: st.DrawFn) -> NotedLink:
        speaker, addressee = draw(speakers | st.none()), draw(speakers | st.none())
        return NotedLink(
            speaker=speaker,
            cue=draw(st.sampled_from(["said", "denied", "reported", "warned", "x"])),
            addressee=addressee if addressee != speaker else None,
            channel=draw(st.none() | st.just("a letter")),
        )

    claims = []
    for number in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(SENTENCES) - 1))
        start = draw(st.integers(0, 10))
        end = draw(st.integers(start + 1, len(SENTENCES[place])))
        stance = draw(st.sampled_from(STANCES))
        least = 1 if stance in ("attributed", "disputed") else 0
        claims.append(
            NotedClaim(
                id=f"C{number + 1:02}",
                content=draw(st.sampled_from([*SENTENCES, "It failed.", "x"])),
                stance=stance,
                at=selector_at(SENTENCES[place], start, end),
                chain=()
                if stance == "asserted"
                else tuple(draw(st.lists(links(), min_size=least, max_size=3))),
                entities=tuple(
                    draw(st.lists(st.sampled_from([e.id for e in named]), unique=True, max_size=4))
                ),
                hedges=tuple(draw(st.lists(st.just("may"), max_size=1))),
            )
        )
    return Notebook(entities=tuple(named), claims=tuple(claims))


@given(notebooks())
def test_questions_are_proposed_from_any_notes(notes: Notebook) -> None:
    about = About("own-1", "The talks", "The Courier", "\n\n".join(SENTENCES))

    made = generate(ledger_of(about, notes))

    ids = [each.question.id for each in made]
    assert len(ids) == len(set(ids))
