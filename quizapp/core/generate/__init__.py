"""Questions from a ledger: templates over what its claims are made of.

A question's id is made of its template, its claim and what of it is asked, so it stays as it is
when other entries of the ledger change. The seed decides on wrong options and their order alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quizapp.core.bank import Question
from quizapp.core.generate import (
    attribution,
    carriers,
    certainty,
    chains,
    chronology,
    contents,
    filling,
    marking,
    naming,
    presence,
    relations,
    sorting,
)
from quizapp.core.generate.desk import Desk, Draft
from quizapp.core.ledger import Ledger

TEMPLATES: dict[str, Callable[[Desk], Iterator[Draft]]] = {
    "speaker": attribution.speaker,
    "speaker-typed": attribution.speaker_typed,
    "speakers": attribution.all_speakers,
    "said-so": attribution.said_so,
    "open-voice": attribution.open_voice,
    "addressee": attribution.addressee,
    "addressee-typed": attribution.addressee_typed,
    "opposite": attribution.opposite,
    "position": attribution.position,
    "relay": carriers.relay,
    "relay-typed": carriers.relay_typed,
    "relays": carriers.all_relays,
    "quote-speaker": carriers.quote_speaker,
    "quote-speaker-typed": carriers.quote_speaker_typed,
    "quote-relay": carriers.quote_relay,
    "quote-match": carriers.quote_match,
    "chain": chains.whole_chain,
    "content": contents.content,
    "contents": contents.all_contents,
    "own-claim": contents.own_voice,
    "speaker-match": contents.speaker_match,
    "stance": certainty.stance,
    "own-voice": certainty.own_voice,
    "hedge": certainty.hedge,
    "stance-match": certainty.stance_match,
    "relation": relations.relation,
    "treaty": naming.treaty,
    "treaty-typed": naming.treaty_typed,
    "label": naming.label,
    "label-typed": naming.label_typed,
    "bearer": naming.bearer,
    "bearer-typed": naming.bearer_typed,
    "label-match": naming.label_match,
    "scheme": naming.scheme,
    "scheme-open": naming.scheme_open,
    "earlier": chronology.earlier,
    "in-order": chronology.in_order,
    "stated": presence.stated,
    "stated-claim": presence.stated_claim,
    "mark-attribution": marking.mark_attribution,
    "mark-origin": marking.mark_origin,
    "mark-cue": marking.mark_cue,
    "mark-relay": marking.mark_relay,
    "mark-listener": marking.mark_listener,
    "chain-gaps": filling.chain_gaps,
    "voice-count": filling.voice_count,
    "voice-sort": sorting.voice_sort,
    "stance-sort": sorting.stance_sort,
}
"""The templates by the names that the command and the ids have."""


@dataclass(frozen=True)
class Made:
    """A question and the template that it was made by."""

    template: str
    question: Question


def generate(ledger: Ledger, seed: str = "", template: str | None = None) -> tuple[Made, ...]:
    """Every sound question that the templates (or the one named) find in the ledger.

    KeyError if there is no such template.
    """
    desk = Desk(ledger, seed)
    chosen = TEMPLATES if template is None else {template: TEMPLATES[template]}
    return tuple(
        Made(name, draft) for name, make in chosen.items() for draft in make(desk) if draft
    )
