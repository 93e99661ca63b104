"""The margin of a question's form: when it was saved, what to mend, how a player sees it."""

from datetime import datetime

from flask import render_template
from wtforms.fields.choices import SelectChoice

from quizapp.core.bank import Question
from quizapp.core.citation import paragraph_label
from quizapp.core.presentation import present
from quizapp.services.kept_pictures import is_kept_name
from quizapp.services.workspace.deck import Card, Deck
from quizapp.services.workspace.margin import bank_of
from quizapp.services.workspace.rights import OwnBank
from quizapp.web import access
from quizapp.web.workspace.questions import sayings
from quizapp.web.workspace.questions.forms import KIND_WORDS


def margin(held: OwnBank, deck: Deck, card: Card, saved_at: datetime | None = None) -> str:
    """The fragment beside the form."""
    site = access.site()
    judged = site.checker.judge(card, deck.sources)
    shown = present(_with_picture(judged.question), card.key) if judged.question else None
    return render_template(
        "workspace/_margin.html",
        bank=held,
        card=card,
        judged=judged,
        shown=shown,
        saved_at=saved_at,
        field_words=sayings.FIELD_WORDS,
        missing=sayings.MISSING,
        said=sayings.said,
        kind_words=KIND_WORDS,
    )


def _with_picture(question: Question) -> Question:
    """The question with its picture, if the server has it."""
    if question.media is None:
        return question
    alone = bank_of(question.model_copy(update={"evidence": ()}), ())
    return access.site().library.as_shown(alone).questions[0]


def claims_of(deck: Deck, card: Card) -> list[SelectChoice]:
    """Every claim that there is to rest a question on, and those that it rests on already."""
    found = {"": "None"}
    evidence = card.fields.get("evidence")
    for entry in evidence if isinstance(evidence, tuple) else ():
        if isinstance(entry, dict):
            named = [str(entry.get(n) or "") for n in ("source", "claim", "paragraph")]
            found["/".join(named)] = " ".join(named[1:])
    ledgers = access.site().library.ledgers((*deck.sources, *card.sources))
    for ledger in ledgers.values():
        for claim in ledger.claims:
            place = claim.anchors[0].paragraph
            words = f"{claim.id}, {paragraph_label(place)}: {claim.content}"
            for said in (f"/{claim.id}/{place}", f"/{claim.id}/"):
                if said in found:
                    found[said] = words
            found[f"{ledger.id}/{claim.id}/{place}"] = words
    return [SelectChoice(*pair) for pair in found.items()]


def pictures_for(deck: Deck, card: Card) -> list[SelectChoice]:
    """The pictures that there are: those brought into this bank by what they show, then files."""
    found = {"": "None"} | dict(map(_picture_of, (card,)))
    found |= {name: words for name, words in map(_picture_of, deck) if is_kept_name(name)}
    found |= {name: name for name in sorted(access.site().library.shelf().pictures)}
    return [SelectChoice(*pair) for pair in found.items()]


def _picture_of(card: Card) -> tuple[str, str]:
    """Its file, and how it is called to its author; `None` where there is none."""
    media = card.fields.get("media")
    said = media if isinstance(media, dict) else {}
    name, alt = str(said.get("file") or ""), str(said.get("alt") or "")
    if not name:
        return "", "None"
    return name, f"Yours: {alt[:60] or name}" if is_kept_name(name) else name
