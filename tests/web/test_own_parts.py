"""What each player is told: rendered once for thousands, with blanks for what is their own."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, template_rendered

from quizapp import clock
from quizapp.services.site import Site
from tests import world
from tests.web.lessons import PLAYERS, Lesson, site_over


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    opened = site_over(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def lesson(app: Flask, site: Site) -> Lesson:
    """All answered rightly, each five seconds after the one before."""
    lesson = Lesson(app, site, scoring="speed", limit_s=60)
    lesson.step("opened")
    for n, player in enumerate(lesson.ids):
        at = clock.now() + timedelta(seconds=5 * n)
        world.give(lesson.live, lesson.room, player, right=True, at=at)
    return lesson


def test_a_reveal_tells_each_player_their_own_points_and_place(lesson: Lesson) -> None:
    lesson.step("closed", "revealed")

    ranked = sorted(lesson.ids, key=lambda i: -lesson.room.table.totals[i])
    assert ranked == lesson.ids
    for nth, (name, place) in enumerate(
        zip(PLAYERS, ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th"), strict=True)
    ):
        total = lesson.room.table.totals[lesson.ids[nth]]
        told = lesson.phone(nth)
        assert told.startswith(name)
        assert f"+{total} points" in told
        assert f"100 for the answer · {total - 100} for speed" in told
        assert f"{total} points · {place} place" in told


def test_those_who_differ_in_numbers_alone_share_one_rendering(lesson: Lesson) -> None:
    rendered: Counter[str] = Counter()

    def count(_app: Flask, template: Any, **_more: Any) -> None:
        rendered[template.name] += 1

    lesson.step("closed", "revealed")
    with template_rendered.connected_to(count, lesson.app):
        for nth in range(len(PLAYERS)):
            lesson.phone(nth)

    assert rendered == {"live/_stage.html": 1, "live/_mine.html": 4}  # one for all from 4th on


def test_at_the_end_each_player_sees_how_every_question_went(app: Flask, site: Site) -> None:
    lesson = Lesson(app, site, "test-ban")
    for right in (1, 2):
        lesson.play(right)
    lesson.step("ended")

    first, second, third = (lesson.phone(nth) for nth in range(3))

    stems = [question.stem for question in lesson.room.table.questions[:2]]
    assert "All of it, right" in first
    assert (
        f"1 of 2 right Practise what you missed Question by question Not yet {stems[0]}" in second
    )
    assert f"Right {stems[1]}" in second
    assert "0 of 2 right" in third


def test_without_script_the_same_is_told(lesson: Lesson) -> None:
    lesson.step("closed", "revealed")

    total = lesson.room.table.totals[lesson.ids[1]]
    assert f"{total} points · 2nd place" in lesson.phone(1, "plain")
