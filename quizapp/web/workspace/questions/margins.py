"""The margin of a question's form: when it was saved, what to mend, how a player sees it."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain, count

from flask import render_template
from wtforms.fields.choices import SelectChoice

from quizapp.core.bank import Question
from quizapp.core.citation import paragraph_label
from quizapp.core.ledger import Ledger
from quizapp.core.presentation import present
from quizapp.services.kept_pictures import is_kept_name
from quizapp.services.own_ledgers import OWN_SOURCE
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
        texts=_own_texts(held, deck, card),
    )


def _own_texts(held: OwnBank, deck: Deck, card: Card) -> list[str]:
    """The texts that the question may rest on and that are the teacher's, if the bank is."""
    named = dict.fromkeys((*card.sources, *deck.sources)) if held.allows("own") else ()
    return [source for source in named if source.startswith(OWN_SOURCE)]


def _with_picture(question: Question) -> Question:
    """The question with its picture, if the server has it."""
    if question.media is None:
        return question
    alone = bank_of(question.model_copy(update={"evidence": ()}), ())
    return access.site().library.as_shown(alone).questions[0]


def claims_of(deck: Deck, card: Card) -> list[SelectChoice]:
    """Every claim of the bank's sources, each under the title of its own, and what it rests on.

    Where no source is named yet, the claims of all reports that are here can be chosen.
    """
    found = {"": SelectChoice("", "None")}
    evidence = card.fields.get("evidence")
    for entry in evidence if isinstance(evidence, tuple) else ():
        if isinstance(entry, dict):
            named = [str(entry.get(n) or "") for n in ("source", "claim", "paragraph")]
            found["/".join(named)] = SelectChoice("/".join(named), " ".join(named[1:]))
    known = access.site().library.ledgers((*deck.sources, *card.sources))
    names = dict.fromkeys((*deck.sources, *card.sources) or known)
    ledgers = [known[name] for name in names if name in known]
    home = deck.sources[0] if deck.sources else ""
    for title, ledger in zip(_titles(ledgers), ledgers, strict=True):
        for claim in ledger.claims:
            place = claim.anchors[0].paragraph
            words = f"{claim.id}, {paragraph_label(place)}: {claim.content}"
            whole, short = f"/{claim.id}/{place}", f"/{claim.id}/"
            there = [f"{ledger.id}{short}"] + ([whole, short] if ledger.id == home else [])
            for said in (*(s for s in there if s in found), f"{ledger.id}{whole}"):
                found[said] = SelectChoice(said, words, optgroup=title)
    order = ["", *_titles(ledgers)]  # a browser shows a title wherever its group begins
    return sorted(found.values(), key=lambda choice: order.index(choice.optgroup or ""))


def _titles(ledgers: Sequence[Ledger]) -> list[str]:
    """What each is called; a title that another one has is numbered."""
    titles: list[str] = []
    for ledger in ledgers:
        again = (f"{ledger.title} ({n})" for n in count(2))
        titles.append(next(t for t in chain([ledger.title], again) if t not in titles))
    return titles


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
