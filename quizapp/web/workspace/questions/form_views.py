"""The form of one question: what is typed is stored by itself, and said in the margin at once."""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeAlias

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.formats.house_cards import Fields
from quizapp.formats.redrawn import PictureRefused
from quizapp.services.accounts import Teacher
from quizapp.services.transaction import reading, transaction
from quizapp.services.workspace.changing import Change
from quizapp.services.workspace.conflicts import author_of, deck_then, found_again, renamed
from quizapp.services.workspace.deck import Card, Deck, is_place
from quizapp.services.workspace.faults import CardChanged
from quizapp.services.workspace.history import AUTOSAVED
from quizapp.services.workspace.rights import OwnBank
from quizapp.web import access, htmx
from quizapp.web.workspace.blueprint import blueprint
from quizapp.web.workspace.questions.bringing import NoAlt, brought, used_of
from quizapp.web.workspace.questions.cards import held_deck
from quizapp.web.workspace.questions.choosing import (
    SAVES,
    Both,
    Sent,
    fields_of,
    pairs,
    taken,
)
from quizapp.web.workspace.questions.differing import claims_in_words
from quizapp.web.workspace.questions.filling import Filled, fields_from, filled
from quizapp.web.workspace.questions.forms import FORMS, KIND_WORDS, ROOM, QuestionForm
from quizapp.web.workspace.questions.margins import claims_of, margin, pictures_for
from quizapp.web.workspace.questions.marks import words_of

Refused: TypeAlias = Mapping[str, str]
"""Why a field was not taken, by its name."""
OF_PICTURE = ("alt", "credit")
"""Fields whose words are of the picture."""
_DEED = re.compile(r"(more|less|up)-([a-z]+)(?:-([0-9]{1,2}))?")


@blueprint.get("/workspace/banks/<bank>/questions/<key>")
@access.teacher
def question(teacher: Teacher, bank: str, key: str) -> ResponseReturnValue:
    """One question to edit."""
    held, deck = held_deck(teacher, bank, "edit")
    return _page(held, deck, deck.card(key))


@blueprint.post("/workspace/banks/<bank>/questions/<key>")
@access.teacher
def write_question(teacher: Teacher, bank: str, key: str) -> ResponseReturnValue:
    """Store what stands in the form; a script gets the margin, or the form where rows changed."""
    access.site().making.spend(f"autosave {teacher.id}")  # a staff room shares one address
    return _written(teacher, bank, key)


@blueprint.post("/workspace/banks/<bank>/questions/<key>/sent")
@access.teacher
def send_question(teacher: Teacher, bank: str, key: str) -> ResponseReturnValue:
    """The same from a button of the form, which may bring a picture along."""
    access.site().making.spend(f"autosave {teacher.id}")
    held_deck(teacher, bank, "edit")  # who may not, need not wait until a picture is unpacked
    try:
        picture = brought(teacher, bank)
    except PictureRefused as refusal:
        return _written(teacher, bank, key, refused={"file": str(refusal)})
    except NoAlt as refusal:
        return _written(teacher, bank, key, refused={"alt": str(refusal)})
    return _written(teacher, bank, key, picture)


def _written(
    teacher: Teacher,
    bank: str,
    key: str,
    picture: str = "",
    refused: Refused = MappingProxyType({}),
) -> ResponseReturnValue:
    """Store what was typed, with the picture that was brought, and answer."""
    deed = request.form.get("do", "") if not refused else "refused"
    sent = _sent(teacher, bank, key, deed, picture)
    try:
        card, version = _store(teacher, bank, key, sent, deed)
    except CardChanged:
        # whatever changed between two readings is read again
        both = _both(teacher, bank, key, _sent(teacher, bank, key, deed, picture))
        if both.now is None or both.groups:
            return _to_choose(teacher, both, deed, refused)
        card, version = both.now, both.held.latest  # both say the same: nothing is left to store
    held, deck = held_deck(teacher, bank, "edit")
    held = replace(held, latest=version)  # the form was made from no later one
    if refused:
        return _page(held, deck, card, deed, refused), 422
    is_save = deed in ("", "mine")
    if deed in ("theirs", "done", "picture") or (is_save and not htmx.is_request()):
        if deed != "theirs":
            flash("Saved.")
        return redirect(url_for("workspace.question", bank=bank, key=card.key), 303)
    is_as_typed = is_save and "theirs" not in sent.taken.values()
    if is_as_typed and htmx.is_request() and card.key == key:
        return margin(held, deck, card, clock.now())
    return _page(held, deck, card, deed)


def _store(teacher: Teacher, bank: str, key: str, sent: Sent, deed: str) -> tuple[Card, int]:
    """Store the question, or put it aside where its author chose the other text; the new version.

    Raises CardChanged, also where a button leaves open which text is to be taken.
    """
    site, base = access.site(), _base()
    then = _deck_then(teacher, bank) if is_place(key) or deed == "mine" else None
    with transaction(site.database) as session:
        change = Change(session, site.decks, teacher, bank, clock.now())
        now = found_again(change.deck, key, base, then)
        if now is None:
            if deed != "mine" or sent.taken:
                raise CardChanged
            card = _put_back(change, then, key, sent.fields)
        elif deed == "theirs":
            change.set_aside(now.key, sent.fields)
            card = change.deck.card(now.key)
        elif (sent.taken and deed not in SAVES) or not sent.says_which(now.fields):
            raise CardChanged
        elif sent.taken:
            card = change.choose(now.key, base, sent.fields, sent.merged(now.fields))
        else:
            card = change.write(now.key, base, sent.fields, AUTOSAVED)
        return card, change.base


def _put_back(change: Change, then: Deck | None, key: str, fields: Fields) -> Card:
    """Store a question that is gone: under the id that it has by now, else at the end."""
    other = renamed(then, change.deck, key) if then else None
    if other is None:
        return change.add(fields)
    return change.write(other.key, other.digest, {**fields, "id": other.block.id}, AUTOSAVED)


def _sent(teacher: Teacher, bank: str, key: str, deed: str, picture: str) -> Sent:
    """The form that was sent, with rows moved as its button says.

    Of another kind than the question has by now, or of one that is gone, it is read as what it was
    when it was opened.
    """
    _, deck = held_deck(teacher, bank, "edit")
    then = _deck_then(teacher, bank) if is_place(key) else None
    now = found_again(deck, key, _base(), then)
    before = now.fields if now else {}
    kind = request.form.get("kind") or before.get("type")
    if kind != before.get("type"):
        opened = fields_of(then or _deck_then(teacher, bank), key) or {}
        named = {} if is_place(key) else {"id": key}
        before = opened if opened.get("type") == kind else {**named, "type": kind}
    form = _form_class(before)(request.form, meta={"csrf": False})
    data = dict(form.data) | ({"picture": picture} if picture else {})
    data = _with_deed(data, deed)
    if deed == "refused" and data["picture"]:  # they are words for the picture that was refused
        data |= {name: filled(before)[name] for name in OF_PICTURE}
    sent = Sent(data, fields_from(data, before), taken(request.form))
    found = _DEED.fullmatch(deed)
    return sent.touching(found[2] if found else "picture") if found or picture else sent


def _deck_then(teacher: Teacher, bank: str) -> Deck | None:
    """The questions of the version that the form was made from."""
    site = access.site()
    with reading(site.database) as session:
        return deck_then(session, site.decks, teacher, bank, _opened())


def _base() -> str:
    """The digest of the text that the form was made from; empty where it does not say."""
    return request.form.get("base", "")


def _opened() -> int:
    """The number of the version that the form was made from; 0 where it does not say."""
    return request.form.get("opened", 0, type=int)


def _with_deed(data: Filled, deed: str) -> Filled:
    """Take a row out, or put it one place up."""
    found = _DEED.fullmatch(deed)
    rows = data.get(found[2]) if found else None
    if not found or not found[3] or not isinstance(rows, list) or int(found[3]) >= len(rows):
        return data
    at, key = int(found[3]), str(data.get("key") or "")
    if found[1] == "less":
        rows.pop(at)
        moved = {str(at): "", **{str(n): str(n - 1) for n in range(at + 1, len(rows) + 1)}}
    elif at:
        rows.insert(at - 1, rows.pop(at))
        moved = {str(at): str(at - 1), str(at - 1): str(at)}
    else:
        return data
    return {**data, found[2]: rows, "key": moved.get(key, key) if found[2] == "choices" else key}


def _page(  # noqa: PLR0917
    held: OwnBank,
    deck: Deck,
    card: Card,
    deed: str = "",
    refused: Refused = MappingProxyType({}),
    beside: str = "",
) -> str:
    """The form with its margin, or what stands `beside` it instead."""
    form = _form_of(deck, card, deed)
    for name, words in refused.items():
        form[name].errors = [words]
    template = "workspace/_question.html" if htmx.is_request() else "workspace/question.html"
    return render_template(
        template,
        bank=held,
        deck=deck,
        card=card,
        form=form,
        kind_words=KIND_WORDS,
        parts=words_of(card.text("passage")),
        deed=deed,
        room=ROOM,
        pictures_used=used_of(held),
        margin=beside or margin(held, deck, card),
        before=deck.at(card.number - 1) if card.number > 1 else None,
        after=deck.at(card.number + 1) if card.number < len(deck) else None,
    )


def _form_of(deck: Deck, card: Card, deed: str) -> QuestionForm:
    """The form of the card, with empty rows to fill in."""
    data = filled(card.fields)
    is_refused = deed == "refused" and data["picture"]
    stored = {name: str(data[name]) for name in OF_PICTURE} if is_refused else {}
    if is_refused or not data["picture"]:  # which is stored with a picture alone
        data |= {name: request.form.get(name, "") for name in OF_PICTURE}
    found = _DEED.fullmatch(deed)
    for name, (least, most) in ROOM.items():
        rows = data.get(name)
        if isinstance(rows, list):
            more = found is not None and found[1] == "more" and found[2] == name
            count = max(least, len(rows) + more)
            rows += [{} for _ in range(min(count, max(most, len(rows))) - len(rows))]
    form = _form_class(card.fields)(formdata=None, data=data)
    claims, pictures = claims_of(deck, card), pictures_for(deck, card)
    for row in form.evidence:
        row.form.claim.choices = claims
    form.picture.choices = pictures
    for name, words in stored.items():
        form[name].render_kw = {"data-stored": words}
    return form


def _form_class(fields: dict[str, Any]) -> type[QuestionForm]:
    return FORMS.get(str(fields.get("type")), QuestionForm)


# Two texts


def _both(teacher: Teacher, bank: str, key: str, sent: Sent) -> Both:
    held, deck = held_deck(teacher, bank, "edit")
    then = _deck_then(teacher, bank)
    now = found_again(deck, key, _base(), then)
    new = renamed(then, deck, key) if then and not now else None
    sources = (*deck.sources, *(now.sources if now else ()))
    say_claim = claims_in_words(access.site().library.ledgers(sources))
    return Both(held, deck, key, sent, now, new, fields_of(then, key), say_claim)


def _to_choose(teacher: Teacher, both: Both, deed: str, refused: Refused) -> ResponseReturnValue:
    """Both texts: beside the form, or as a page that carries what was sent."""
    is_beside = htmx.is_request() or bool(refused)
    author = _author(both)
    is_own = author == teacher.name
    parts = {
        "bank": both.held,
        "both": both,
        "told": both.told(author, is_own=is_own),
        "is_own": is_own,
        "opened": _opened(),
        "is_beside_form": is_beside,
    }
    if not is_beside:
        form = _form_of(both.deck, both.mine, deed)
        kind = both.sent.fields.get("type") or ""
        return render_template(
            "workspace/question_conflict.html", said=[("kind", kind), *pairs(form)], **parts
        ), 409
    beside = render_template("workspace/_question_conflict.html", **parts)
    if refused or deed not in SAVES:
        page = _page(both.held, both.deck, both.mine, deed, refused, beside)
        return page, 422 if refused else 409
    return make_response(beside, 409)


def _author(both: Both) -> str:
    """Whoever changed the question; empty where nobody knows, or it is gone."""
    if both.now is None:
        return ""
    with reading(access.site().database) as session:
        return author_of(session, both.held, both.deck, both.now)
