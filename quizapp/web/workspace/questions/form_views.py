"""The form of one question: what is typed is stored by itself, and said in the margin at once."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.formats.redrawn import PictureRefused
from quizapp.services.accounts import Teacher
from quizapp.services.transaction import transaction
from quizapp.services.workspace.changing import Change
from quizapp.services.workspace.deck import Card, Deck
from quizapp.services.workspace.faults import CardChanged, NoSuchCard
from quizapp.services.workspace.history import AUTOSAVED
from quizapp.services.workspace.rights import OwnBank
from quizapp.web import access, htmx
from quizapp.web.workspace.blueprint import blueprint
from quizapp.web.workspace.questions.bringing import NoAlt, brought, used_of
from quizapp.web.workspace.questions.cards import held_deck, warm
from quizapp.web.workspace.questions.differing import changed, claims_in_words
from quizapp.web.workspace.questions.filling import Filled, fields_from, filled
from quizapp.web.workspace.questions.forms import FORMS, KIND_WORDS, ROOM, TOGETHER, QuestionForm
from quizapp.web.workspace.questions.margins import claims_of, margin, pictures_for
from quizapp.web.workspace.questions.marks import words_of

Refused: TypeAlias = Mapping[str, str]
"""Why a field was not taken, by its name."""
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
    warm(teacher, bank)
    held, deck = held_deck(teacher, bank, "edit")
    deed = request.form.get("do", "") if not refused else "refused"
    fields = _typed(deck, key, deed, picture)
    try:
        card = _store(teacher, bank, key, fields, deed)
    except CardChanged as conflict:
        return _both(held, deck, key, fields, conflict)
    if refused:
        return _page(*held_deck(teacher, bank, "edit"), card, deed, refused), 422
    if deed in ("theirs", "done", "picture") or (deed == "" and not htmx.is_request()):
        if deed != "theirs":
            flash("Saved.")
        return redirect(url_for("workspace.question", bank=bank, key=card.key), 303)
    held, deck = held_deck(teacher, bank, "edit")
    is_as_typed = deed == "" or (deed == "mine" and "theirs" not in request.form.values())
    if is_as_typed and htmx.is_request() and card.key == key:
        return margin(held, deck, card, clock.now())
    return _page(held, deck, card, deed)


def _store(teacher: Teacher, bank: str, key: str, fields: dict[str, Any], deed: str) -> Card:
    """Store the question, or put it aside where its author chose the other text."""
    site, base = access.site(), request.form.get("base", "")
    with transaction(site.database) as session:
        change = Change(session, site.decks, teacher, bank, clock.now())
        if deed == "theirs":
            change.set_aside(key, fields)
            return change.deck.card(key)
        if deed == "mine" and key not in [card.key for card in change.deck]:
            return change.add(fields)
        return change.write(key, base, fields, AUTOSAVED)


def _typed(deck: Deck, key: str, deed: str, picture: str) -> dict[str, Any]:
    """The fields that the form says, with rows moved as its button says."""
    try:
        before = deck.card(key).fields
    except NoSuchCard:
        before = {"id": key, "type": request.form.get("kind", "")}
    form = _form_class(before)(request.form, meta={"csrf": False})
    data = dict(form.data) | ({"picture": picture} if picture else {})
    if deed == "mine":
        data |= {name: value for name, value in filled(before).items() if name in _taken(data)}
    return fields_from(_with_deed(data, deed), before)


def _taken(data: Filled) -> set[str]:
    """The fields for which the other one's text was chosen."""
    return {n for n in data if request.form.get(f"take-{TOGETHER.get(n, n)}") == "theirs"}


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


def _page(
    held: OwnBank, deck: Deck, card: Card, deed: str = "", refused: Refused = MappingProxyType({})
) -> str:
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
        margin=margin(held, deck, card),
        before=deck.at(card.number - 1) if card.number > 1 else None,
        after=deck.at(card.number + 1) if card.number < len(deck) else None,
    )


def _form_of(deck: Deck, card: Card, deed: str) -> QuestionForm:
    """The form of the card, with empty rows to fill in."""
    data = filled(card.fields)
    if not data["picture"]:  # which is stored with a picture alone
        data |= {name: request.form.get(name, "") for name in ("alt", "credit")}
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
    return form


def _form_class(fields: dict[str, Any]) -> type[QuestionForm]:
    return FORMS.get(str(fields.get("type")), QuestionForm)


def _both(
    held: OwnBank, deck: Deck, key: str, fields: dict[str, Any], conflict: CardChanged
) -> ResponseReturnValue:
    """Both texts of the question, to choose from field by field."""
    now = next((card for card in deck if card.key == key), None)
    ledgers = access.site().library.ledgers((*deck.sources, *(now.sources if now else ())))
    parts = {
        "bank": held,
        "key": key,
        "conflict": conflict,
        "change": changed(now.fields if now else {}, fields, claims_in_words(ledgers)),
        "base": now.digest if now else "",
        "is_gone": now is None,
        "is_beside_form": bool(htmx.is_request()),
    }
    if htmx.is_request():
        return make_response(render_template("workspace/_question_conflict.html", **parts), 409)
    media = fields.get("media") or {}
    said = [
        (name, media["file"] if name == "picture" and "file" in media else value)
        for name, value in request.form.items(multi=True)
    ]
    page = render_template("workspace/question_conflict.html", said=said, **parts)
    return page, 409
