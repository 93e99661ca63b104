"""Without a connection: what a device takes along, and the answers that it kept.

A worker shows the page where the server cannot be reached.
"""

import hashlib
from pathlib import Path
from typing import Any

from flask import Response, current_app, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from quizapp import clock, paths
from quizapp.services import packs, profile, queued
from quizapp.services.packs import Packed
from quizapp.services.queued import REFUSALS, NotReadable, Queued
from quizapp.services.transaction import reading, transaction
from quizapp.web import access
from quizapp.web.study.blueprint import blueprint
from quizapp.web.words import ms

SHEETS = (
    "tokens", "base", "layout", "controls", "tiles", "evidence", "marks", "kinds", "study", "play",
)  # fmt: skip
VENDORED = ("htmx.js", "hx-sse.js")
FONTS = ("source-sans-3.woff2", "source-serif-4-400.woff2", "source-serif-4-600.woff2")
PAGES = (
    "base.html", "_wordmark.html", "macros/icons.html", "macros/marks.html", "study/offline.html",
)  # fmt: skip
ICONS = ((192, "any"), (512, "any"), (512, "maskable"))


@blueprint.get("/offline")
@access.public
def offline() -> ResponseReturnValue:
    """What is kept on this device; the same bytes for everybody, for the worker keeps them."""
    return render_template("study/offline.html")


@blueprint.get("/offline/token")
@access.learner
def offline_token(learner_id: str) -> ResponseReturnValue:
    """What proves that our own page sends what follows, and a mark of the profile, if any."""
    mark = _mark(learner_id) if access.has_profile() else ""
    return jsonify(token=generate_csrf(), mark=mark)


@blueprint.post("/offline/pack")
@access.learner
def take_along(learner_id: str) -> ResponseReturnValue:
    """Questions for the next days, with what there is to say of each."""
    site = access.site()
    access.spend("pack")
    catalogue, now = site.catalogues.now(), clock.now()
    sent = request.get_json(silent=True)
    zone = str(sent.get("zone", "")) if isinstance(sent, dict) else ""
    with transaction(site.database) as session:
        profile.note_zone(session, learner_id, zone, now)
    with reading(site.database) as session:
        found = packs.pack(session, catalogue, learner_id, now)
    return jsonify(mark=_mark(learner_id), items=[_item(packed) for packed in found])


@blueprint.post("/offline/answers")
@access.learner
def bring_back(learner_id: str) -> ResponseReturnValue:
    """Store answers that a device kept; which are stored now, and which never can be."""
    site = access.site()
    catalogue = site.catalogues.now()
    try:
        answers = queued.read_sent(request.get_data())
    except NotReadable as fault:
        return jsonify(words=str(fault)), 400
    now = clock.now()
    refused: dict[str, str] = {}
    for answer in answers:
        try:
            with transaction(site.database) as session:
                queued.take(session, catalogue, site.tokens, learner_id, answer, now)
        except REFUSALS as fault:
            refused[answer.name] = str(fault)
    return jsonify(stored=_stored(answers, refused), refused=refused)


@blueprint.get("/sw.js")
@access.public
def worker() -> ResponseReturnValue:
    """The worker that answers with the kept page where the server does not."""
    page = render_template(
        "study/sw.js",
        sheets=SHEETS, vendored=VENDORED, fonts=FONTS,
        scripts=[path.name for path in _scripts()],
        version=_version(),
    )  # fmt: skip
    return Response(page, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@blueprint.get("/app.webmanifest")
@access.public
def manifest() -> ResponseReturnValue:
    """What makes the site an app that can be installed."""
    response = jsonify(_app())
    response.content_type = "application/manifest+json"
    return response


def _app() -> dict[str, Any]:
    name = current_app.jinja_env.globals["product"]
    return {
        "id": "/",
        "name": name,
        "short_name": name,
        "start_url": url_for("study.due"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbfaf6",
        "theme_color": "#2a3bb7",
        "icons": [_icon(size, purpose) for size, purpose in ICONS],
    }


def _icon(size: int, purpose: str) -> dict[str, str]:
    return {
        "src": url_for("static", filename=f"icons/{purpose}-{size}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


def _mark(learner_id: str) -> str:
    """Tells one profile from another, and not which it is."""
    return hashlib.sha256(f"mark {learner_id}".encode()).hexdigest()[:16]


def _item(packed: Packed) -> dict[str, Any]:
    """As a device keeps it: pages made ready, and the key to compare with."""
    sheet = packed.sheet
    turn = access.site().tokens.for_turn(packed.turn) if packed.turn else None
    return {
        "name": packed.name,
        "kind": "review" if packed.turn else "practice",
        "title": packed.title,
        "card": packed.turn.card if packed.turn else packed.name,
        "group": packed.group,
        "from": int(ms(packed.from_at)),
        "turn": turn,
        "asked": render_template("study/_packed.html", packed=packed),
        "told": render_template("study/_unpacked.html", packed=packed),
        "exact": sheet.solution.exact if sheet.solution else None,
        "typed": sheet.solution.typed if sheet.solution else None,
    }


def _stored(answers: list[Queued], refused: dict[str, str]) -> list[str]:
    return [answer.name for answer in answers if answer.name not in refused]


def _scripts() -> list[Path]:
    return sorted((paths.static_dir() / "js").glob("*.js"))


def _version() -> str:
    """Changes whenever a file does that the page is made of."""
    pages = (paths.templates_dir() / name for name in PAGES)
    sheets = (paths.static_dir() / "css" / f"{name}.css" for name in SHEETS)
    digest = hashlib.sha256()
    for path in (*pages, *sheets, *_scripts()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
