"""The paragraph itself, where the operator keeps a copy of the text."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp import paths
from quizapp.services import texts
from quizapp.services.site import Site, open_site
from quizapp.settings import Settings
from tests.web.surfing import host_game, join_game, press, some_answer, start_attempt, submit
from tests.world import BANK, LEDGER, PARAGRAPHS, SECRET_KEY, TEXT, write

SOURCE = "/sources/wire"
CLAIM = f"{SOURCE}/claims/C02"
ADDRESS = "https://wire.example/talks"
ASKED = BANK[: BANK.index("  - id: what-is-named")]
"""The bank with its first question alone, which rests on the first paragraph."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A server with the small bank and its ledger, whose address is known, in its data folder."""
    addressed = LEDGER.replace("date: {", f"address: {ADDRESS}\ndate: {{", 1)
    write(tmp_path / "questions" / "sources" / "wire.yaml", addressed)
    write(tmp_path / "questions" / "banks" / "test-ban.yaml", ASKED)
    url = f"sqlite:///{tmp_path / 'quiz.db'}"
    opened = open_site(Settings(tmp_path, url, SECRET_KEY), paths.questions_dir())
    yield opened
    opened.close()


@pytest.fixture
def kept(site: Site) -> None:
    """The operator keeps a copy of the text."""
    texts.keep(site.settings.data_dir, "wire", TEXT)


def shown(client: FlaskClient, page: str) -> str:
    return html.unescape(client.get(page).text)


def feedback(client: FlaskClient) -> str:
    """What is told after an answer to the bank's one question."""
    attempt = start_attempt(client, "test-ban", "1")
    submit(client, f"{attempt}/1", f"{attempt}/1", {"choice": "1"})
    return shown(client, f"{attempt}/1")


def revealed(app: Flask, site: Site) -> dict[str, list[str]]:
    """What host, player and projector see of a question, before and after the reveal."""
    host, ada = app.test_client(), app.test_client()
    room = host_game(host, site, "test-ban", count="")
    join_game(ada, room, "Ada")
    press(host, room, "opened")
    assert room.table.question
    page = f"/play/{room.pin}/plain"
    fields = some_answer(room.table.question, room.table.round_seed)
    submit(ada, page, page, {"round": "1", **fields})
    hosting = f"/host/{room.id}"
    screen = re.search(r'href="(/screen/[^"]+)"', host.get(hosting).text)
    assert screen
    seats = {"player": (ada, page), "host": (host, hosting), "screen": (host, screen[1])}
    press(host, room, "closed")
    before = {seat: shown(*where) for seat, where in seats.items()}
    press(host, room, "revealed")
    return {seat: [before[seat], shown(*where)] for seat, where in seats.items()}


# Without a text


def test_a_source_page_says_who_published_what_when_and_where(client: FlaskClient) -> None:
    page = shown(client, SOURCE)

    assert "<h1>Talks go on, minister tells ambassador</h1>" in page
    assert "<dd>The Wire</dd>" in page
    assert "<dd>Thursday</dd>" in page
    assert f'<a href="{ADDRESS}" rel="noreferrer">' in page


def test_a_claim_page_says_which_paragraph_of_which_publication(client: FlaskClient) -> None:
    page = shown(client, CLAIM)

    assert "Paragraph 1 of <cite>Talks go on, minister tells ambassador</cite>, The Wire" in page
    assert f'<a href="{ADDRESS}" rel="noreferrer">' in page


@pytest.mark.parametrize("page", [SOURCE, CLAIM])
def test_without_a_kept_text_no_paragraph_is_shown(client: FlaskClient, page: str) -> None:
    assert '<blockquote class="excerpt">' not in shown(client, page)


def test_without_a_kept_text_evidence_has_nothing_to_open(client: FlaskClient) -> None:
    page = feedback(client)

    assert "The Wire, paragraph 1" in page
    assert "Read paragraph" not in page


# With one


@pytest.mark.usefixtures("kept")
def test_a_source_page_shows_each_paragraph_with_its_claims(client: FlaskClient) -> None:
    page = shown(client, SOURCE)

    assert f"<p>{PARAGRAPHS['b1']}</p>" in page
    assert f"<p>{PARAGRAPHS['p1']}</p>" in page
    assert page.count("<mark>") == 3


@pytest.mark.usefixtures("kept")
def test_a_claim_page_marks_the_words_that_carry_it(client: FlaskClient) -> None:
    said, rest = PARAGRAPHS["p1"][:36], PARAGRAPHS["p1"][36:]

    assert f"<p><mark>{said}</mark>{rest}</p>" in shown(client, CLAIM)


@pytest.mark.usefixtures("kept")
def test_feedback_offers_the_paragraph_closed(client: FlaskClient) -> None:
    page = feedback(client)

    assert '<details class="more"><summary>Read paragraph 1</summary>' in page
    assert f"<mark>{PARAGRAPHS['p1'][37:]}</mark>" in page


@pytest.mark.usefixtures("kept")
def test_a_reveal_offers_it_to_players_and_host_but_not_before(app: Flask, site: Site) -> None:
    pages = revealed(app, site)

    for seat in ("player", "host"):
        before, after = pages[seat]
        assert PARAGRAPHS["p1"][:36] not in before
        assert "<summary>Read paragraph 1</summary>" in after
        assert PARAGRAPHS["p1"][:36] in after
    assert not [page for page in pages["screen"] if PARAGRAPHS["p1"][:36] in page]


@pytest.mark.usefixtures("kept")
def test_what_stands_in_the_text_is_never_markup(client: FlaskClient, site: Site) -> None:
    texts.keep(site.settings.data_dir, "wire", f"{TEXT}\n\n<script>alert(1)</script>")

    assert "alert(1)" not in client.get(SOURCE).text


# Refusals


@pytest.mark.usefixtures("kept")
def test_a_forgotten_text_is_shown_no_longer(client: FlaskClient, site: Site) -> None:
    assert "<mark>" in shown(client, CLAIM)

    texts.forget(site.settings.data_dir, "wire")

    assert "<mark>" not in shown(client, CLAIM)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "httpx:elsewhere"])
def test_an_address_that_is_none_is_no_link(client: FlaskClient, site: Site, address: str) -> None:
    path = site.settings.data_dir / "questions" / "sources" / "wire.yaml"
    write(path, path.read_text("utf-8").replace(ADDRESS, f'"{address}"'))

    assert address in shown(client, SOURCE)
    assert f'href="{address}"' not in shown(client, SOURCE)
