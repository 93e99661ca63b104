"""What is done with whole questions: added, copied, moved, tagged, deleted, brought back."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.core.value import slug_of
from quizapp.formats.house_cards import Fields
from quizapp.services.accounts import Teacher
from quizapp.services.transaction import transaction
from quizapp.services.workspace import changing
from quizapp.services.workspace.changing import Change
from quizapp.services.workspace.finding import Wanted, page_of
from quizapp.web import access
from quizapp.web.workspace.banks import whole_number
from quizapp.web.workspace.blueprint import blueprint
from quizapp.web.workspace.questions.cards import Undo, answer, warm
from quizapp.web.workspace.questions.forms import FORMS


@blueprint.post("/workspace/banks/<bank>/questions")
@access.teacher
def add_question(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """A new question of the kind that was picked, behind the last; its form."""
    access.spend("save")
    warm(teacher, bank)
    kind = request.form.get("kind", "")
    fields: Fields = {
        "id": changing.new_id(),
        "type": kind if kind in FORMS else "single",
        "skill": "comprehension",
        "difficulty": "medium",
    }
    site = access.site()
    with transaction(site.database) as session:
        card = Change(session, site.decks, teacher, bank, clock.now()).add(fields)
    return redirect(url_for("workspace.question", bank=bank, key=card.key), 303)


@blueprint.post("/workspace/banks/<bank>/questions/<key>/do")
@access.teacher
def do_to_question(teacher: Teacher, bank: str, key: str) -> ResponseReturnValue:
    """Copy, move or delete one."""
    access.spend("save")
    warm(teacher, bank)
    site, wanted = access.site(), Wanted.read(request.args)
    undo, said = None, ""
    with transaction(site.database) as session:
        change = Change(session, site.decks, teacher, bank, clock.now())
        match request.form.get("do"):
            case "copy":
                said = f"Copied: the copy is question {change.duplicate(key).number}."
            case "delete":
                undo = Undo(change.delete([key]), (key,))
            case "up" | "down" | "to" as way:
                said = _move(change, key, way)
    return answer(teacher, bank, wanted, undo=undo, said=said)


def _move(change: Change, key: str, way: str) -> str:
    number = change.deck.card(key).number
    to = {"up": number - 1, "down": number + 1, "to": whole_number("place")}[way]
    return f"Moved to place {change.move(key, to).number} of {len(change.deck)}."


@blueprint.post("/workspace/banks/<bank>/ticked")
@access.teacher
def do_to_questions(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """Tag, move or delete those that were ticked."""
    access.spend("save")
    warm(teacher, bank)
    wanted, keys = Wanted.read(request.args), tuple(request.form.getlist("key"))
    if not keys:
        return answer(teacher, bank, wanted, said="Tick the questions first.")
    deed, undo = request.form.get("do", ""), None
    if deed == "move":
        return answer(teacher, bank, wanted, said=_move_over(teacher, bank, keys))
    site = access.site()
    with transaction(site.database) as session:
        change = Change(session, site.decks, teacher, bank, clock.now())
        if deed == "delete":
            undo, said = Undo(change.delete(keys), keys), ""
        else:
            said = _tag(change, keys, is_off=deed == "untag")
    return answer(teacher, bank, wanted, undo=undo, said=said)


def _tag(change: Change, keys: tuple[str, ...], *, is_off: bool) -> str:
    tag = slug_of(request.form.get("tag", ""), usual="")
    if not tag:
        return "Type the tag first: letters and digits."
    count = change.tag(keys, tag, is_off=is_off)
    return f"{'Taken off' if is_off else 'Tagged'}: {count} with “{tag}”."


def _move_over(teacher: Teacher, bank: str, keys: tuple[str, ...]) -> str:
    """Put questions into another bank of the teacher's and out of this one."""
    other, site = request.form.get("to", ""), access.site()
    if not other or other == bank:
        return "Choose the bank that they are to go to."
    warm(teacher, other)
    with transaction(site.database) as session:
        taken = {  # in one order, so that two who move at once do not wait for each other
            each: Change(session, site.decks, teacher, each, clock.now())
            for each in sorted((bank, other))
        }
        here, there = taken[bank], taken[other]
        cards = [here.deck.card(key) for key in keys]
        moved = [with_source(card.fields, here.deck.sources) for card in cards]
        there.take(moved, here.deck.sources, f"{len(cards)} moved here")
        here.delete(keys, f"{len(cards)} moved to another bank")
    return f"Moved: {len(keys)} to the other bank, at its end."


def with_source(fields: Fields, sources: tuple[str, ...]) -> Fields:
    """A question whose evidence says by itself which source it stands in."""
    evidence = fields.get("evidence")
    if not sources or not isinstance(evidence, tuple):
        return fields
    named = tuple(
        {**e, "source": e.get("source") or sources[0]} if isinstance(e, dict) else e
        for e in evidence
    )
    return {**fields, "evidence": named}


@blueprint.post("/workspace/banks/<bank>/undo")
@access.teacher
def bring_questions_back(teacher: Teacher, bank: str) -> ResponseReturnValue:
    """Undo a deletion."""
    access.spend("save")
    warm(teacher, bank)
    site, wanted = access.site(), Wanted.read(request.args)
    with transaction(site.database) as session:
        change = Change(session, site.decks, teacher, bank, clock.now())
        count = change.bring_back(whole_number("version"), request.form.getlist("key"))
    return answer(teacher, bank, wanted, said=f"Brought back: {count}.")


def list_address(bank: str, number: int) -> str:
    """Where the card of that place is in the list."""
    return url_for("workspace.questions", bank=bank, page=page_of(number), _anchor=f"card-{number}")
