"""How values are put in words on pages: Jinja filters."""

from datetime import datetime

from flask import Flask, url_for

from quizapp.core.citation import paragraph_label
from quizapp.core.passage import Span, marked_spans, plain
from quizapp.core.question import SKILL_WORDS
from quizapp.core.scoring import MARKS
from quizapp.core.teams import team_name
from quizapp.services.gathering import CRAM, daily_of
from quizapp.services.library import OWN
from quizapp.services.practice import drill_of
from quizapp.web import access

ENDINGS = {1: "st", 2: "nd", 3: "rd"}
SURE_WORDS = dict(zip(MARKS, ("Not sure", "Fairly sure", "Very sure"), strict=True))


def set_up(app: Flask) -> None:
    """Give templates the filters below, and the words for skills."""
    app.jinja_env.filters.update(
        paragraph_label=paragraph_label,
        percent=percent,
        day=day,
        clock=clock_time,
        ms=ms,
        drill=drill_of,
        daily=daily_of,
        way_back=way_back,
        is_bank=is_bank,
        signed=signed,
        sure=sure,
        team_name=team_name,
        points=points,
        pair=pair,
        unmarked=unmarked,
        parts=parts,
        gained=gained,
        ordinal=ordinal,
        stands=stands,
    )
    app.jinja_env.globals.update(skill_words=SKILL_WORDS, start_address=start_address)


def start_address(slug: str) -> str | None:
    """Where a form begins another attempt of the same bank; None where only its teacher may."""
    if slug.startswith(OWN):
        does = "try_it" if "/" in slug.removeprefix(OWN) else "practise"
        return url_for(f"workspace.{does}", bank=_own_id(slug))
    return url_for("study.start", slug=slug) if _is_on_shelf(slug) else None


def _own_id(slug: str) -> str:
    return slug.removeprefix(OWN).partition("/")[0]


def _is_on_shelf(slug: str) -> bool:
    shelf = access.site().library.shelf()
    return slug in shelf.banks or slug in shelf.quizzes


def pair(name: str) -> tuple[str, str]:
    """A name that is its own word, for a menu."""
    return name, name


def unmarked(passage: str) -> str:
    """The words of a passage without the brackets that mark parts of it."""
    try:
        return plain(marked_spans(passage))
    except ValueError:
        return passage


def parts(passage: str) -> tuple[Span, ...]:
    """The parts of a passage that can be marked."""
    return tuple(span for span in marked_spans(passage) if span.id)


def way_back(slug: str) -> str:
    """Where the crumb over an attempt of that name leads: what it is drawn from."""
    if drill_of(slug):
        return url_for("study.practice")
    if slug.startswith(OWN):
        return url_for("workspace.bank", bank=_own_id(slug))
    if slug == CRAM:
        return url_for("study.due")
    return url_for("home.bank", slug=slug) if _is_on_shelf(slug) else url_for("home.home")


def is_bank(slug: str) -> bool:
    """Whether an attempt of that name is one at a bank or quiz, rather than gathered or made."""
    return "/" not in slug or slug.startswith(OWN)


def percent(share: float) -> str:
    """0.834 as `83%`."""
    return f"{round(share * 100)}%"


def sure(level: int) -> str:
    """How sure an answer was said to be: a level of `MARKS` in a word, a chance as `80%`."""
    return SURE_WORDS.get(level) or f"{level}%"


def signed(number: float) -> str:
    """0.6 as `0.60`, below zero with a minus that is one."""
    text = f"{number:.2f}"
    return "0.00" if text == "-0.00" else text.replace("-", "\u2212")


def points(number: int) -> str:
    """A score, below zero with a minus that is one."""
    return str(number).replace("-", "\u2212")


def gained(number: int) -> str:
    """What one question brought: `+33`, `0`, or what it took."""
    return f"+{number}" if number > 0 else points(number)


def ordinal(number: int) -> str:
    """A place: `1st`, `12th`, `23rd`."""
    is_teen = 10 < number % 100 < 14
    return f"{number}{'th' if is_teen else ENDINGS.get(number % 10, 'th')}"


def stands(seconds: int) -> str:
    """What a clock shows: `45`, and from 100 seconds on `9:58`, as countdown.js does."""
    return str(seconds) if seconds < 100 else f"{seconds // 60}:{seconds % 60:02}"


def day(at: datetime) -> str:
    """`24 Nov 2026`."""
    return f"{at.day} {at:%b %Y}"


def clock_time(at: datetime) -> str:
    """`14:05 UTC`."""
    return f"{at:%H:%M} UTC"


def ms(at: datetime | None) -> str:
    """Milliseconds since 1970, for scripts; empty for None."""
    return "" if at is None else str(round(at.timestamp() * 1000))
