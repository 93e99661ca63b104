"""The list of a teacher's texts, one of them with its claims in the margin, and its words anew."""

from collections.abc import Iterable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from quizapp import clock
from quizapp.core.citation import STANCE_WORDS
from quizapp.core.hearing import Suggestion
from quizapp.formats import reading_text
from quizapp.services.accounts import Teacher
from quizapp.services.transaction import reading, transaction
from quizapp.services.workspace import notes
from quizapp.services.workspace.faults import SourceChanged, SourceRefused
from quizapp.services.workspace.notes import OwnSource
from quizapp.services.workspace.resting import resting
from quizapp.services.workspace.typed import shown_again
from quizapp.web import access
from quizapp.web.workspace.blueprint import blueprint
from quizapp.web.workspace.questions.differing import FieldChange
from quizapp.web.workspace.texts.differing import differing, differing_paragraphs
from quizapp.web.workspace.texts.forms import TextForm
from quizapp.web.workspace.texts.marking import marked


@blueprint.get("/workspace/texts")
@access.teacher
def texts(teacher: Teacher) -> ResponseReturnValue:
    """All texts, and a form for a new one."""
    return _list(teacher, TextForm(formdata=None), None)


@blueprint.post("/workspace/texts")
@access.teacher
def paste(teacher: Teacher) -> ResponseReturnValue:
    """A new text from what was pasted or chosen."""
    access.spend("bank")
    form = TextForm(request.form)
    try:
        text = _plain(form.text.data or "")
        with transaction(access.site().database) as session:
            new = notes.create(
                session, teacher, form.title.data or "", form.publisher.data or "", text,
                clock.now(),
            )  # fmt: skip
    except SourceRefused as refusal:
        form.text.data = shown_again(form.text.data or "")
        return _list(teacher, form, str(refusal)), 422
    return redirect(url_for("workspace.text", source=new), 303)


@blueprint.get("/workspace/texts/<source>")
@access.teacher
def text(teacher: Teacher, source: str) -> ResponseReturnValue:
    """One text in paragraphs, with its claims and what is suggested; a deletion can be undone."""
    site, rests = access.site(), None
    with reading(site.database) as session:
        held = notes.source(session, teacher, source)
        deleted = {gone.claim.id: gone.claim for gone in held.notes.deleted}
        gone = deleted.get(request.args.get("gone", ""))
        if gone:
            rests = resting(session, site.decks, site.checker, teacher, source, gone.id)
    return render_template(
        "workspace/text.html",
        source=held,
        marked=marked(held),
        stance_words=STANCE_WORDS,
        gone=gone,
        rests=rests,
        dismissed=_named(held.dismissed, "dismissed"),
        again=_named(held.suggestions, "again"),
    )


@blueprint.get("/workspace/texts/<source>/edit")
@access.teacher
def edit_text(teacher: Teacher, source: str) -> ResponseReturnValue:
    """The text in a form."""
    held = _held(teacher, source)
    return _edit_page(held, TextForm(formdata=None, obj=held, base=held.digest))


@blueprint.post("/workspace/texts/<source>/edit")
@access.teacher
def rewrite_text(teacher: Teacher, source: str) -> ResponseReturnValue:
    """Store it; claims look for their words anew."""
    access.spend("save")
    form = TextForm(request.form)
    said = (form.title.data or "", form.publisher.data or "", form.text.data or "")
    try:
        with transaction(access.site().database) as session:
            held = notes.rewrite(session, teacher, source, form.base.data or "", said, clock.now())
    except SourceRefused as refusal:
        form.text.data = shown_again(said[2])
        return _edit_page(_held(teacher, source), form, str(refusal)), 422
    except SourceChanged as conflict:
        return _edit_page(_held(teacher, source), form, str(conflict), is_conflict=True), 409
    flash(_said_of(held))
    return redirect(url_for("workspace.text", source=source), 303)


@blueprint.post("/workspace/texts/<source>/delete")
@access.teacher
def delete_text(teacher: Teacher, source: str) -> ResponseReturnValue:
    """Take the text and its claims away; the list offers to bring them back."""
    with transaction(access.site().database) as session:
        title = notes.delete(session, teacher, source, clock.now())
    flash(
        Markup(
            "“{}” and its claims are deleted; questions that rest on them stay. "
            '<a href="#deleted">Bring it back</a>'
        ).format(title[:80])
    )
    return redirect(url_for("workspace.texts"), 303)


@blueprint.post("/workspace/texts/<source>/bring-back")
@access.teacher
def bring_text_back(teacher: Teacher, source: str) -> ResponseReturnValue:
    """Undo the deletion."""
    with transaction(access.site().database) as session:
        notes.bring_back(session, teacher, source)
    flash("The text and its claims are back.")
    return redirect(url_for("workspace.text", source=source), 303)


def _held(teacher: Teacher, source: str) -> OwnSource:
    with reading(access.site().database) as session:
        return notes.source(session, teacher, source)


def _edit_page(
    held: OwnSource, form: TextForm, error: str | None = None, *, is_conflict: bool = False
) -> str:
    """The form; in a conflict beside it what is stored, which it may replace."""
    changes: list[FieldChange] = []
    is_cut = False
    if is_conflict:
        changes = differing(TextForm(formdata=None, obj=held), form, but=("text",))
        paragraphs, is_cut = differing_paragraphs(held.text, form.text.data or "")
        changes += paragraphs
        form.base.data = held.digest
    return render_template(
        "workspace/text_edit.html", source=held, form=form, error=error, changes=changes,
        is_conflict=is_conflict, is_cut=is_cut,
    )  # fmt: skip


def _named(places: Iterable[Suggestion], name: str) -> Suggestion | None:
    """That one of the places which the address names."""
    key = request.args.get(name)
    return next((one for one in places if one.key == key), None)


def _said_of(held: OwnSource) -> str:
    lost = len(held.lost)
    if not lost:
        return "Saved. Every claim has found its words."
    count = "1 claim does" if lost == 1 else f"{lost} claims do"
    return f"Saved. {count} not find the words any more: see the list below the text."


def _list(teacher: Teacher, form: TextForm, error: str | None) -> str:
    with reading(access.site().database) as session:
        found = notes.sources(session, teacher)
        gone = notes.deleted_sources(session, teacher)
    return render_template(
        "workspace/texts.html", sources=found, deleted=gone, form=form, error=error
    )


def _plain(pasted: str) -> str:
    """The text that was pasted, or that is in the file that was chosen. Raises SourceRefused."""
    file = request.files.get("file")
    name = (file.filename or "").lower() if file else ""
    if name and pasted.strip():
        raise SourceRefused(
            "You pasted a text and chose a file. The text is still here: send it without the file, "
            "or take it out and choose the file again."
        )
    text = notes.text_of_file(file.read()) if file and name else pasted
    if name.endswith((".html", ".htm")) or reading_text.looks_like_html(text):
        return reading_text.from_html(text)
    return reading_text.from_markdown(text) if name.endswith((".md", ".markdown")) else text
