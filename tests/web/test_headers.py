"""What every response says to the browser."""

import re

import pytest
from flask.testing import FlaskClient

from quizapp.services.site import Site
from tests.web.surfing import host_game, start_attempt

PAGES = ["/", "/banks/which-treaty", "/progress", "/join", "/sources/missile-offer", "/nothing"]


@pytest.mark.parametrize("page", PAGES)
def test_the_policy_allows_nothing_inline_and_nothing_foreign(
    client: FlaskClient, page: str
) -> None:
    policy = client.get(page).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("page", PAGES)
def test_no_page_holds_inline_script_or_style_or_a_foreign_address(
    client: FlaskClient, page: str
) -> None:
    text = client.get(page).text

    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|hx-on", text)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', text)


def test_borrowed_files_carry_their_digest(client: FlaskClient) -> None:
    text = client.get("/").text

    borrowed = re.findall(r"<script[^>]*vendor[^>]*>", text)
    assert borrowed
    assert all('integrity="sha384-' in tag for tag in borrowed)


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(
    client: FlaskClient, site: Site
) -> None:
    start_attempt(client)
    room = host_game(client, site)

    for name in ("learner", "session", f"host-{room.id}"):
        cookie = client.get_cookie(name)
        assert cookie, name
        assert cookie.http_only
        assert cookie.same_site == "Lax"


def test_pages_are_not_kept_by_caches(client: FlaskClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "no-store"


def test_a_page_stays_small(client: FlaskClient) -> None:
    assert len(client.get("/").data) < 40_000


def test_health_is_plain(client: FlaskClient) -> None:
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.text == "ok\n"
