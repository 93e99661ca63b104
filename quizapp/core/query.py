"""A question put to a ledger, in a form that the judge understands.

What each `ask` needs, and what an option is:

    ask            needs                    an option is
    speaker        claim                    the id of an entity, or `unsaid`
    addressee      claim                    the same
    relay          claim                    the same
    quoted         quote or claim           the id of an entity (who spoke these words)
    relayed_quote  quote or claim           the id of an entity (who passed them on), or `unsaid`
    stance         claim                    a stance: `asserted`, `hedged`, ...
    hedge          claim                    a word or words, as printed
    content        entity                   the id of a claim (which of these does it make)
    relation       claim, other             a type of relation: `denies`, `supports`, ...
    treaty         claim                    the id of a treaty, or the name of one
    designation    weapon or name           a name, where `weapon` is given; else a weapon's id
    scheme         name                     the id of an entity (whose name it is), or `unsaid`
    earlier        events                   the id of the one that came first, or `unsaid`
    order          events                   the id of the one put first, or `unsaid`
    position       claim                    the id of an entity (who holds it in its dispute)
    stated         claim, or entity, field  `source` (it stands there) or `outside`
    part           claim, field             a part of a retelling, see `core.judge.retelling`; the
                                            field is `attribution`, `origin`, `cue`, `relay` or
                                            `listener`
    voices         claim                    how many voices it comes through, as a number

`paragraph` narrows a query to one place of the source, for questions that name it; `system` a
designation to one way of naming (`nato` is code and name together).
"""

from typing import Literal, Self, get_args

from pydantic import model_validator

from quizapp.core.ledger import System
from quizapp.core.value import ClaimId, Line, Slug, Text, Value

Ask = Literal[
    "speaker", "addressee", "relay", "quoted", "relayed_quote", "stance", "hedge", "content",
    "relation", "treaty", "designation", "scheme", "earlier", "order", "position", "stated",
    "part", "voices",
]  # fmt: skip
ASKS: tuple[Ask, ...] = get_args(Ask)

UNSAID = "unsaid"
"""The option that the source does not say."""

_NEEDS: dict[Ask, tuple[tuple[str, ...], ...]] = {
    "quoted": (("quote", "claim"),),
    "relayed_quote": (("quote", "claim"),),
    "content": (("entity",),),
    "relation": (("claim",), ("other",)),
    "designation": (("weapon", "name"),),
    "scheme": (("name",),),
    "earlier": (("events",),),
    "order": (("events",),),
    "stated": (("claim", "entity"),),
    "part": (("claim",), ("field",)),
}
"""For each ask the groups of fields of which one has to be there; elsewhere it is `claim`."""


class Query(Value):
    """What is asked of a ledger; `source` is its id, None the bank's first."""

    ask: Ask
    claim: ClaimId | None = None
    other: ClaimId | None = None
    entity: Slug | None = None
    quote: Text | None = None
    weapon: Slug | None = None
    name: Line | None = None
    system: System | Literal["nato"] | None = None
    field: Line | None = None
    events: tuple[Slug, Slug] | None = None
    paragraph: Slug | None = None
    source: Slug | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        for group in _NEEDS.get(self.ask, (("claim",),)):
            if all(getattr(self, name) is None for name in group):
                raise ValueError(f"'ask: {self.ask}' needs the field {' or '.join(group)}")
        return self
