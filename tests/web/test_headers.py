"""What every response says to the browser."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from quizapp.services.site import Site
from quizapp.services.tokens import Tokens
from quizapp.web.app import create_app
from tests.web.surfing import HIDDEN, host_game, start_attempt
from tests.world import SECRET_KEY

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


def test_a_deleted_profile_is_taken_back_where_cookies_are_secure(
    site: Site,
) -> None:
    secure = replace(site, settings=replace(site.settings, public_url="https://quiz.example"))
    client = create_app(replace(secure, tokens=Tokens(SECRET_KEY, is_https=True))).test_client()
    at = {"base_url": "https://quiz.example", "headers": {"Referer": "https://quiz.example/"}}
    page = client.get("/banks/which-treaty", **at).text
    token = HIDDEN.search(page)
    assert token

    gone = client.post("/progress/delete", data={"csrf_token": token[1]}, **at)

    (cookie,) = [c for c in gone.headers.getlist("Set-Cookie") if "Expires=Thu, 01 Jan 1970" in c]
    assert cookie.startswith("__Host-learner=")
    assert "Secure" in cookie
    assert "Path=/" in cookie


def test_who_makes_games_faster_than_people_do_has_to_wait(client: FlaskClient) -> None:
    token = HIDDEN.search(client.get("/banks/which-treaty").text)
    assert token
    form = {"csrf_token": token[1], "count": "5", "limit_s": ""}

    replies = [client.post("/banks/which-treaty/games", data=form)]
    while replies[-1].status_code == 303 and len(replies) < 150:  # it fills by one a second
        replies.append(client.post("/banks/which-treaty/games", data=form))

    assert replies[-1].status_code == 429
    assert len(replies) > 30
    assert "Wait a minute" in replies[-1].text
    # a school has one address: whoever floods games keeps nobody from practising
    assert (
        client.post("/banks/which-treaty/attempts", data=form | {"length": "5"}).status_code == 303
    )


def test_pages_are_not_kept_by_caches(client: FlaskClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "no-store"


def test_a_page_stays_small(client: FlaskClient) -> None:
    assert len(client.get("/").data) < 40_000


def test_health_is_plain(client: FlaskClient) -> None:
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.text == "ok\n"
