"""A claim of a text: noted, changed, taken out; suggestions accepted or dismissed."""

from collections.abc import Collection
from typing import Any, cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.core.ledger import STANCES, Stance
from quizapp.core.notebook import ENTITY_KINDS, SPEAKERS, EntityKind, NotedClaim
from quizapp.services.accounts import Teacher
from quizapp.services.transaction import reading, transaction
from quizapp.services.workspace import notes, noting
from quizapp.services.workspace.faults import ClaimChanged, ClaimRefused, NoSuchNote
from quizapp.services.workspace.naming import Names, names_for
from quizapp.services.workspace.notes import OwnSource
from quizapp.services.workspace.noting import Saying, Voice
from quizapp.web import access
from quizapp.web.workspace.blueprint import blueprint
from quizapp.web.workspace.questions.differing import FieldChange
from quizapp.web.workspace.texts.differing import differing
from quizapp.web.workspace.texts.forms import ClaimForm


@blueprint.get("/workspace/texts/<source>/claims/new")
@access.teacher
def new_claim(teacher: Teacher, source: str) -> ResponseReturnValue:
    """A form for a claim at the paragraph, words or suggestion that the address names."""
    held, names = _held(teacher, source)
    begun = {"seen": held.text_digest, **_begun(held, names)}
    return _page(held, names, ClaimForm(formdata=None, data=begun), None)


@blueprint.post("/workspace/texts/<source>/claims")
@access.teacher
def note_claim(teacher: Teacher, source: str) -> ResponseReturnValue:
    """Note it."""
    return _note(teacher, source, None)


@blueprint.get("/workspace/texts/<source>/claims/<claim>")
@access.teacher
def claim_note(teacher: Teacher, source: str, claim: str) -> ResponseReturnValue:
    """A claim in its form."""
    held, names = _held(teacher, source)
    noted = held.notes.claim(claim)
    if noted is None:
        raise NoSuchNote
    return _page(held, names, _filled(held, noted), claim)


@blueprint.post("/workspace/texts/<source>/claims/<claim>")
@access.teacher
def renote_claim(teacher: Teacher, source: str, claim: str) -> ResponseReturnValue:
    """Note it anew, or delete it; the text offers to undo that."""
    if request.form.get("do") != "delete":
        return _note(teacher, source, claim)
    with transaction(access.site().database) as session:
        noting.delete_claim(session, teacher, source, claim, clock.now())
    return redirect(url_for("workspace.text", source=source, gone=claim), 303)


@blueprint.post("/workspace/texts/<source>/claims/<claim>/bring-back")
@access.teacher
def bring_claim_back(teacher: Teacher, source: str, claim: str) -> ResponseReturnValue:
    """Undo the deletion."""
    access.spend("save")
    with transaction(access.site().database) as session:
        held = noting.bring_claim_back(session, teacher, source, claim, clock.now())
    lost = "" if held.spot(claim) else " It does not find the words any more: choose others."
    flash(f"Claim {claim} is back.{lost}")
    return redirect(url_for("workspace.text", source=source, _anchor=claim), 303)


@blueprint.post("/workspace/texts/<source>/dismiss")
@access.teacher
def dismiss(teacher: Teacher, source: str) -> ResponseReturnValue:
    """Suggest that place no more; the text offers to undo that."""
    place = request.form.get("place", "")
    with transaction(access.site().database) as session:
        notes.dismiss(session, teacher, source, place, clock.now())
    back = url_for("workspace.text", source=source, dismissed=place, _anchor="suggestions")
    return redirect(back, 303)


@blueprint.post("/workspace/texts/<source>/suggest-again")
@access.teacher
def suggest_again(teacher: Teacher, source: str) -> ResponseReturnValue:
    """Undo that."""
    place = request.form.get("place", "")
    with transaction(access.site().database) as session:
        notes.suggest_again(session, teacher, source, place, clock.now())
    back = url_for("workspace.text", source=source, again=place, _anchor="suggestions")
    return redirect(back, 303)


def _held(teacher: Teacher, source: str) -> tuple[OwnSource, Names]:
    """The text, and the names that are known to it."""
    site = access.site()
    with reading(site.database) as session:
        held = notes.source(session, teacher, source)
        return held, names_for(session, teacher, site.library, source)


def _note(teacher: Teacher, source: str, claim_id: str | None) -> ResponseReturnValue:
    access.spend("save")
    form = ClaimForm(request.form)
    held, names = _held(teacher, source)
    if request.form.get("do") == "show":
        if form.seen.data == held.text_digest:
            form.paragraph.data = _paragraph_near(held, form.paragraph.data)
        else:
            _seen_again(held, form, claim_id)
        return _page(held, names, form, claim_id, is_typed=True)
    try:
        with transaction(access.site().database) as session:
            claim = noting.note(
                session, teacher, source, _saying(form), clock.now(), claim_id,
                base=form.base.data or "", names=names,
            )  # fmt: skip
    except ClaimRefused as refusal:
        held, names = _held(teacher, source)
        _seen_again(held, form, claim_id)
        return _page(held, names, form, claim_id, str(refusal)), 422
    except ClaimChanged as conflict:
        held, names = _held(teacher, source)
        _seen_again(held, form, claim_id)
        return _page(held, names, form, claim_id, str(conflict), is_conflict=True), 409
    flash(f"Claim {claim.id} is noted.")
    held, _ = _held(teacher, source)
    spot = held.spot(claim.id)
    place = f"p{spot.paragraph + 1}" if spot else claim.id  # where the author goes on reading
    return redirect(url_for("workspace.text", source=source, _anchor=place), 303)


def _seen_again(held: OwnSource, form: ClaimForm, claim_id: str | None) -> None:
    """Lead the form to where its words stand by now, where the text was rewritten since.

    Where nobody can tell, its author is asked: so whatever is chosen next is of the text as it is.
    """
    if form.seen.data in ("", None, held.text_digest):
        return
    spot = noting.place_now(held, form.words.data or "", claim_id)
    near = _paragraph_near(held, form.paragraph.data)
    form.paragraph.data = str(spot.paragraph + 1) if spot else near
    form.start.data = str(spot.start) if spot else ""
    form.seen.data = held.text_digest


def _paragraph_near(held: OwnSource, said: str | None) -> str:
    """The number of that paragraph, or of the nearest one that there is."""
    return str(max(1, min(_number(said), len(held.paragraphs))))


def _saying(form: ClaimForm) -> Saying:
    """What the form says."""
    stance = form.stance.data if form.stance.data in STANCES else "attributed"
    return Saying(
        paragraph=_number(form.paragraph.data) - 1,
        words=form.words.data or "",
        start=_number(form.start.data),
        content=(form.content.data or "").replace("\0", ""),
        stance=cast(Stance, stance),
        voices=[
            Voice(
                speaker=row["speaker"] or "",
                kind=_kind(row["kind"], SPEAKERS),
                cue=row["cue"] or "",
                addressee=row["addressee"] or "",
                channel=row["channel"] or "",
            )
            for row in _rows(form.voices.data)
        ],
        mentions=[(row["name"] or "", _kind(row["kind"])) for row in _rows(form.mentions.data)],
        hedge=form.hedge.data or "",
        seen=form.seen.data or "",
    )


def _rows(data: Any) -> list[dict[str, Any]]:
    return [{k: v for k, v in row.items() if k != "csrf_token"} for row in data]


def _kind(said: Any, kinds: Collection[EntityKind] = ENTITY_KINDS) -> EntityKind:
    return cast(EntityKind, said if said in kinds else "person")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


def _begun(held: OwnSource, names: Names) -> dict[str, Any]:
    """What a new claim begins with: the words that were selected, or those of a suggestion."""
    key = request.args.get("suggestion", "")
    hint = next((h for h in held.suggestions if h.key == key), None)
    if hint is None:
        number = max(1, _number(request.args.get("paragraph")))
        start, end = _number(request.args.get("start")), _number(request.args.get("end"))
        text = held.paragraphs[number - 1] if number <= len(held.paragraphs) else ""
        return {"paragraph": number, "start": start, "words": text[start:end]}
    known = names.find(hint.speaker, SPEAKERS)
    kind = known.kind if known else "person"
    voice = {"speaker": hint.speaker, "cue": hint.cue, "kind": kind}
    return {
        "paragraph": hint.paragraph + 1,
        "start": hint.start,
        "words": hint.words,
        "voices": [voice],
    }


def _filled(held: OwnSource, claim: NotedClaim) -> ClaimForm:
    """The form of a claim as it is stored."""
    spot = held.spot(claim.id)
    shown = {
        "base": claim.digest,
        "seen": held.text_digest,
        "paragraph": spot.paragraph + 1 if spot else 1,
        "start": spot.start if spot else 0,
        "words": claim.at.exact,
        "content": claim.content,
        "stance": claim.stance,
        "hedge": ", ".join(claim.hedges),
        "voices": [
            {
                "speaker": speaker.name if (speaker := held.notes.entity(link.speaker)) else "",
                "kind": speaker.kind if speaker else "person",
                "cue": link.cue,
                "addressee": to.name if (to := held.notes.entity(link.addressee)) else "",
                "channel": link.channel or "",
            }
            for link in claim.chain
        ]
        + [{}],
        "mentions": [
            {"name": e.name, "kind": e.kind} for i in claim.entities if (e := held.notes.entity(i))
        ]
        + [{}],
    }
    return ClaimForm(formdata=None, data=shown)


def _page(
    held: OwnSource,
    names: Names,
    form: ClaimForm,
    claim_id: str | None,
    error: str | None = None,
    *,
    is_conflict: bool = False,
    is_typed: bool = False,
) -> str:
    """The form; in a conflict beside it what is stored, which it may replace.

    `is_typed`: it comes back with words that are not stored.
    """
    changes: list[FieldChange] = []
    there = held.notes.claim(claim_id) if claim_id else None
    if is_conflict:
        changes = differing(_filled(held, there), form) if there else []
        form.base.data = there.digest if there else ""
    number = _number(str(form.paragraph.data or ""))
    is_here = 0 < number <= len(held.paragraphs)
    return render_template(
        "workspace/claim.html",
        source=held,
        speakers=names.offered(SPEAKERS),
        names=names.offered(),
        form=form,
        claim_id=claim_id,
        is_conflict=is_conflict,
        is_gone=claim_id is not None and there is None,
        changes=changes,
        number=number,
        paragraph=held.paragraphs[number - 1] if is_here else "",
        error=error,
        is_unsaved=is_typed or error is not None,
    )
