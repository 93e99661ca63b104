"""The Flask app: every page, over a site that is open already."""

from flask import Flask, request
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

from quizapp import paths
from quizapp.services.saved import FILE_LIMIT
from quizapp.services.site import Site
from quizapp.web import (
    access,
    assets,
    errors,
    headers,
    live,
    marked,
    media,
    study,
    styleguide,
    words,
    workspace,
)
from quizapp.web.accounts import views as accounts
from quizapp.web.home import views as home
from quizapp.web.live.fragments import Fragments
from quizapp.web.sources import views as sources

PRODUCT = "Trust but Verify"
FORM_LIMIT = 64 * 1024
"""Bytes of a form at most."""
FIELDS_LIMIT = 2 * FORM_LIMIT
"""Bytes of the fields of a form that brings a file. Werkzeug takes a file in pieces of 64 KB, holds
back what may begin the end of it, and counts that and the next piece against this limit: with less,
files were refused by chance."""


def create_app(site: Site) -> Flask:
    """The pages of this site; `asgi` puts the hot routes beside them."""
    app = errors.QuietFlask(
        "quizapp",
        template_folder=str(paths.templates_dir()),
        static_folder=str(paths.static_dir()),
    )
    is_https = site.settings.is_https
    app.config.update(
        SECRET_KEY=site.settings.secret_key,
        DEBUG=site.settings.is_debug,
        MAX_CONTENT_LENGTH=FORM_LIMIT,
        MAX_FORM_MEMORY_SIZE=FIELDS_LIMIT,
        MAX_FORM_PARTS=100,
        SESSION_COOKIE_NAME=f"{site.tokens.prefix}session",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=is_https,
        WTF_CSRF_TIME_LIMIT=None,  # a lesson is longer than an hour
        PREFERRED_URL_SCHEME="https" if is_https else "http",
    )
    app.extensions["site"] = site
    app.extensions["fragments"] = Fragments(app, site)
    _set_up_templates(app, site)
    assets.set_up(app)
    words.set_up(app)
    marked.set_up(app)
    headers.set_up(app)
    access.set_up(app)
    errors.set_up(app)
    for part in (home, study, sources, live, media, accounts, workspace):
        app.register_blueprint(part.blueprint)
    if site.settings.is_debug:
        app.register_blueprint(styleguide.blueprint)
    _let_files_in(app)
    _guard_forms(app)
    return app


def _set_up_templates(app: Flask, site: Site) -> None:
    app.jinja_env.undefined = StrictUndefined  # a slip of a name must not pass as nothing
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        product=PRODUCT,
        excerpt=site.texts.excerpt,
    )


def _let_files_in(app: Flask) -> None:
    """A saved file may be larger than a form. Said before the guard of forms reads it."""

    @app.before_request
    def let_in() -> None:
        if request.endpoint == "study.restore":
            request.max_content_length = FILE_LIMIT


def _guard_forms(app: Flask) -> None:
    """Every form carries a token, but those of pages that all players get alike.

    They are checked by where they come from.
    """
    csrf = CSRFProtect(app)
    for view in ("live.answer", "live.practise"):
        csrf.exempt(app.view_functions[view])
