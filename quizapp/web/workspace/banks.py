"""The list of a teacher's banks, and the page of one: practise, host, publish, take away."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from quizapp import clock
from quizapp.services import study
from quizapp.services.accounts import Teacher
from quizapp.services.kept_pictures import megabytes
from quizapp.services.library import NoSuchBank, ShelvedBank
from quizapp.services.transaction import reading, transaction
from quizapp.services.workspace import bundling, editing, illustrating, publishing, rights
from quizapp.services.workspace.deck import Deck
from quizapp.services.workspace.faults import HasErrors, NameIsTaken, NotInCards, NotItsPicture
from quizapp.services.workspace.finding import Wanted, find
from quizapp.services.workspace.rights import OwnBank
from quizapp.web import access
from quizapp.web.forms import HostForm
from quizapp.web.workspace.blueprint import blueprint


@blueprint.get("/workspace")
@access.teacher
def shelf(teacher: Teacher) -> ResponseReturnValue:
    """All banks that the teacher has or is shared."""
    with reading(access.site().database) as session:
        found = editing.banks(session, teacher)
        used = illustrating.used_bytes(session, teacher.id)
    return render_template(
        "workspace/shelf.html",
        own=[b for b in found if b.right == "own" and not b.is_deleted],
        shared=[b for b in found if b.right != "own"],
        deleted=[b for b in found if b.is_deleted],
        used_mb=megabytes(used) if used else "",
        limit_mb=access.site().settings.picture_limit_bytes // 10**6,
        shipped=list(access.site().library.shelf().banks.values()),
    )


@blueprint.get("/workspace/banks/<bank>")
@access.teacher
def bank(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """One bank."""
    site = access.site()
    with reading(site.database) as session:
        held = rights.authorised(session, teacher, bank, "read")
        text = editing.text_of(session, held)
        has_pictures = bool(bundling.pictures_in(session, held, text))
    shelved, checked, deck = _published(held), site.checker.check(text, held.slug), _cards(text)
    return render_template(
        "workspace/bank.html",
        bank=held,
        checked=checked,
        description=_description(deck),
        flawed=_flawed(deck) if checked.errors else 0,
        shelved=shelved,
        has_pictures=has_pictures,
        host_form=HostForm.for_bank(shelved) if shelved else None,
    )


@blueprint.post("/workspace/banks/<bank>/publish")
@access.teacher
def publish(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """Let the version that the teacher looked at be practised and hosted."""
    site = access.site()
    number = whole_number("version")
    try:
        publishing.publish(site.database, site.checker, teacher, bank, number)
    except (HasErrors, NotItsPicture) as refusal:
        flash(str(refusal))
        return redirect(url_for("workspace.edit", bank=bank), 303)
    flash(f"Version {number} is published: you can practise and host it.")
    return redirect(url_for("workspace.bank", bank=bank), 303)


@blueprint.post("/workspace/banks/<bank>/attempts")
@access.teacher
@access.learner
def practise(learner_id: str, teacher: Teacher, bank: str) -> ResponseReturnValue:
    """Begin to practise what is published."""
    site = access.site()
    access.spend("attempt")
    length = 10 if request.form.get("length") == "10" else None
    with reading(site.database) as session:
        held = rights.authorised(session, teacher, bank, "read")
    site.library.bank(held.library_slug)  # read before others have to wait for the writer
    with transaction(site.database) as session:
        attempt = study.start(
            session, site.library, learner_id, held.library_slug, clock.now(), length
        )
    return redirect(url_for("study.step", attempt=attempt, position=1), 303)


@blueprint.post("/workspace/banks/<bank>/duplicate")
@access.teacher
def duplicate(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """A copy of one's own."""
    with transaction(access.site().database) as session:
        copy = editing.duplicate(session, teacher, bank, clock.now())
    flash("This is your copy. The other one stays as it is.")
    return redirect(url_for("workspace.bank", bank=copy), 303)


@blueprint.post("/workspace/banks/<bank>/delete")
@access.teacher
def delete(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """Take the bank away; the list offers to bring it back."""
    with transaction(access.site().database) as session:
        gone = editing.delete(session, teacher, bank, clock.now())
    undo = Markup('“{}” is deleted. <a href="#deleted">Bring it back</a>').format(gone.title[:80])
    flash(undo)
    return redirect(url_for("workspace.shelf"), 303)


@blueprint.post("/workspace/banks/<bank>/bring-back")
@access.teacher
def bring_back(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """Undo the deletion."""
    try:
        with transaction(access.site().database) as session:
            editing.bring_back(session, teacher, bank)
    except NameIsTaken as refusal:
        flash(
            f"Another bank is called “{refusal.slug}” by now. Give that one another id, then bring "
            "this one back."
        )
        return redirect(url_for("workspace.shelf"), 303)
    flash("The bank is back.")
    return redirect(url_for("workspace.bank", bank=bank), 303)


def _published(held: OwnBank) -> ShelvedBank | None:
    """What can be played; None also where a later program reads the text no more."""
    if not held.published:
        return None
    try:
        return access.site().library.bank(held.library_slug)
    except NoSuchBank:
        return None


def _cards(text: str) -> Deck | None:
    """The cards of a bank; None where its text cannot be taken apart."""
    try:
        return access.site().decks.of(text)
    except NotInCards:
        return None


def _description(deck: Deck | None) -> str:
    said = deck.sheet.header.get("description") if deck else None
    return said.strip() if isinstance(said, str) else ""


def _flawed(deck: Deck | None) -> int:
    """How many questions have an error of their own, which their forms can mend."""
    site = access.site()
    wanted = Wanted(state="error")
    return find(deck, wanted, lambda c: site.checker.judge(c, deck.sources)).count if deck else 0


def whole_number(name: str) -> int:
    """A number of a form; 0, which no version has, where it is none."""
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
