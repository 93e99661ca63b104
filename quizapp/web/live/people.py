"""The host's view of the people: a list to search, and a page for each of them."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.services.live.door import FACTORS
from quizapp.services.live.faults import NoSuchPlayer
from quizapp.services.live.nicknames import LIMIT, NicknameRefused
from quizapp.services.live.people import Person, people_of, person_of
from quizapp.services.live.room import Room
from quizapp.web import access
from quizapp.web.live.blueprint import blueprint
from quizapp.web.live.seated import back

PAGE = 100
MOMENTS_S = (60, 120, 300)
"""How far back "who came in since" may reach."""
FACTOR_WORDS = {1.0: "As long as everybody", None: "No limit"}


@blueprint.get("/host/<game>/people")
@access.host
def people(room: Room) -> ResponseReturnValue:
    """Everybody in the room, a hundred at a time, or those whose names fit."""
    find, page = request.args.get("find", "")[:100], _page_number()
    present = access.site().live.hub.present(room.id)
    found = people_of(room, present, find=find, first=(page - 1) * PAGE, limit=PAGE)
    return render_template(
        "live/people.html",
        game=room.id,
        people=found,
        find=find,
        page=page,
        pages=max(1, -(-found.found // PAGE)),
        moments=MOMENTS_S,
    )


@blueprint.post("/host/<game>/people")
@access.host
def act_on_people(room: Room) -> ResponseReturnValue:
    """What is done to several: let in, lock, take out who came in lately."""
    door, form, now = access.site().live.door, request.form, clock.now()
    word = None
    if form.get("lock") in {"on", "off"}:
        door.lock(room.id, is_locked=form["lock"] == "on")
    elif "admit_all" in form:
        waiting = [m.id for m in list(room.members.values()) if not m.is_admitted]
        door.admit(room.id, waiting, now)
    elif "admit" in form:
        door.admit(room.id, [_person(room, form["admit"]).id], now)
    elif form.get("since") in {str(s) for s in MOMENTS_S}:
        before = len(room.members)
        door.remove_since(room.id, now - timedelta(seconds=int(form["since"])), now)
        word = f"Taken out: {before - len(room.members)}."
    else:
        word = "Nothing was changed. Use the buttons of the page."
    return back(room, word)


@blueprint.get("/host/<game>/people/<player>")
@access.host
def person(room: Room, player: str) -> ResponseReturnValue:
    """One of them: name, time, and the way out."""
    return _person_page(room, _person(room, player))


@blueprint.post("/host/<game>/people/<player>")
@access.host
def act_on_person(room: Room, player: str) -> ResponseReturnValue:
    """What is done to one: let in, rename, hide the name, give time, take out."""
    found = _person(room, player)
    try:
        is_done = _act(room, player)
    except NicknameRefused as refusal:
        return _person_page(room, found, str(refusal)), 422
    if not is_done:
        return _person_page(room, found, "Nothing was changed. Pick one of the choices."), 422
    return _after(room, found)


def _act(room: Room, player: str) -> bool:
    """Do what the form says; False where it says nothing that can be done."""
    door, form = access.site().live.door, request.form
    match form.get("do"):
        case "admit":
            door.admit(room.id, [player], clock.now())
        case "hide":
            door.hide(room.id, player)
        case "remove" | "remove_and_lock" as do:
            if do == "remove_and_lock":  # first, or they might be in again before it
                door.lock(room.id, is_locked=True)
            door.remove(room.id, [player], clock.now())
        case "time" if form.get("factor") in factor_choices():
            door.give_time(room.id, player, _factor(form["factor"]))
        case "rename":
            door.rename(room.id, player, form.get("nickname", ""))
        case _:
            return False
    return True


def factor_choices() -> dict[str, str]:
    """What the form sends for each share of the time, and what it is called."""
    return {str(f or "none"): FACTOR_WORDS.get(f) or f"× {f:g}" for f in FACTORS}


def _factor(given: str) -> float | None:
    return None if given == "none" else float(given)


def _after(room: Room, before: Person) -> ResponseReturnValue:
    """Back to where the host came from, with a word on what has changed."""
    member = room.members.get(before.id)
    if member is None:
        flash(f"{before.nickname} is out.{' The room is locked.' if room.is_locked else ''}")
    elif member.nickname != before.nickname:
        flash(f"{before.nickname} is now called {member.nickname}.")
    else:
        flash(f"Saved for {before.nickname}.")
    endpoint = "live.people" if request.args.get("list") else "live.host"
    return redirect(url_for(endpoint, game=room.id), 303)


def _person(room: Room, player: str) -> Person:
    found = person_of(room, access.site().live.hub.present(room.id), player)
    if found is None:
        raise NoSuchPlayer
    return found


def _person_page(room: Room, found: Person, fault: str | None = None) -> str:
    return render_template(
        "live/person.html",
        game=room.id,
        is_locked=room.is_locked,
        person=found,
        fault=fault,
        typed=request.form.get("nickname", found.nickname)[:200],
        factors=factor_choices(),
        chosen=str(found.factor or "none"),
        limit=LIMIT,
        back=url_for("live.people" if request.args.get("list") else "live.host", game=room.id),
    )


def _page_number() -> int:
    given = request.args.get("page", "1")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 5 else 1
