"""Pictures on pages and at their own addresses."""

import re

import pytest
from flask.testing import FlaskClient

from quizapp.services.site import Site
from tests.pictures import ALT, pictured, png, write_picture
from tests.web.surfing import host_game, join_game, press, start_attempt
from tests.world import BANK, LEDGER, write

NAME = "right-answer-a.png"
IMAGE = re.compile(r'<img class="media__picture" src="([^"]+)" width="3" height="2" alt="([^"]*)">')


@pytest.fixture(autouse=True)
def bank(site: Site) -> None:
    """A bank of one question, with a picture whose name gives the key away."""
    questions = site.settings.data_dir / "questions"
    one = BANK[: BANK.index("  - id: what-is-named")]
    write(questions / "banks" / "test-ban.yaml", pictured(one).replace("envelopes.png", NAME))
    write(questions / "sources" / "wire.yaml", LEDGER)
    write_picture(questions, png(), NAME)


def shown(page: str) -> tuple[str, str]:
    """Address and text of the only picture on a page, whose credit must be there too."""
    assert NAME not in page
    assert "<figcaption>Drawn by Ada, CC0</figcaption>" in page
    ((address, alt),) = IMAGE.findall(page)
    return address, alt


def test_a_learner_sees_the_picture_with_its_text_before_and_after_the_answer(
    client: FlaskClient,
) -> None:
    attempt = start_attempt(client, "test-ban", "all")
    step = f"{attempt}/1"

    address, alt = shown(client.get(step).text)
    fields = {"choice": "1", "csrf_token": _token(client.get(step).text)}
    client.post(f"{step}", data=fields)

    assert alt == ALT
    assert client.get(address).data == png()
    assert shown(client.get(step).text) == (address, alt)


def test_a_class_sees_it_on_phone_wall_and_hosts_page(client: FlaskClient, site: Site) -> None:
    room = host_game(client, site, "test-ban", count="")
    join_game(client, room, "Ada")
    host = client.get(f"/host/{room.id}").text
    screen = re.search(r'href="(/screen/[^"]+)"', host)
    assert screen
    pages = (f"/play/{room.pin}/state", f"/play/{room.pin}/plain", f"/host/{room.id}", screen[1])

    for phase in ("opened", "closed", "revealed"):
        press(client, room, phase)
        assert len({shown(client.get(page).text) for page in pages}) == 1, phase

    assert shown(client.get(f"/host/{room.id}/result").text)[1] == ALT


def test_a_running_game_shows_the_text_once_the_picture_is_gone(
    client: FlaskClient, site: Site
) -> None:
    attempt = start_attempt(client, "test-ban", "all")

    write_picture(site.settings.data_dir / "questions", png(shade=9), NAME)

    page = client.get(f"{attempt}/1").text
    assert IMAGE.findall(page) == []
    assert f"It showed this: {ALT}" in page


def test_a_picture_is_kept_for_good_and_never_taken_for_anything_else(client: FlaskClient) -> None:
    attempt = start_attempt(client, "test-ban", "all")
    address, _ = shown(client.get(f"{attempt}/1").text)

    headers = client.get(address).headers

    assert headers["Content-Type"] == "image/png"
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers


# Refusals


@pytest.mark.parametrize(
    "address",
    [
        "/media/", f"/media/{NAME}", "/media/0123456789abcdef.png", "/media/../banks/test-ban.yaml",
        "/media/..%2Fbanks%2Ftest-ban.yaml", "/media/%2Fetc%2Fpasswd", "/media/secret.key",
        "/media/..%5Cquiz.db", "/media/%00",
    ],
)  # fmt: skip
def test_an_address_that_no_picture_has_leads_nowhere(client: FlaskClient, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-store"


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]
