"""Every link leads somewhere."""

import re
from html import unescape
from urllib.parse import urldefrag

from flask.testing import FlaskClient

from quizapp.services.site import Site
from tests.web.surfing import host_game, join_game, press, start_attempt

LINK = re.compile(r'(?:href|action|data-state)="(/[^"]*)"')


def test_no_link_of_any_page_leads_to_nowhere(client: FlaskClient, site: Site) -> None:
    room = host_game(client, site)
    join_game(client, room, "Ada")
    press(client, room, "opened")
    waiting = ["/", f"/host/{room.id}", f"/play/{room.pin}/plain", f"{start_attempt(client)}/1"]
    seen: set[str] = set()
    broken = []

    while waiting:
        path = urldefrag(unescape(waiting.pop()))[0]
        if path in seen or path.startswith("/static/"):
            continue
        seen.add(path)
        page = client.get(path)
        if page.status_code in {404, 500}:
            broken.append(path)
        if page.is_json or page.mimetype != "text/html":
            continue
        waiting += LINK.findall(page.text)

    assert broken == []
    assert {"/sources/missile-offer", "/banks/a-first-game", "/progress"} <= seen
