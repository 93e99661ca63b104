"""A game with any rules on a running server, its host's page, and phones that join it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from quizapp import clock, paths
from quizapp.core.rules import Rules
from quizapp.services.library import Library
from quizapp.services.live.live import open_live
from quizapp.store.database import Database
from tests.serving import Server

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
STEP = """([kind, address]) => {
  const form = document.getElementById('controls');
  const seq = document.querySelector('button[name=step]').value.split(':')[0];
  const fields = new URLSearchParams(new FormData(form));
  fields.set('step', `${seq}:${kind}`);
  return fetch(address, {method: 'POST', body: fields, headers: {'HX-Request': 'true'}});
}"""


@dataclass
class Stage:
    """A game and its host's page."""

    host: Page
    pin: str

    def step(self, *kinds: str) -> None:
        """Let these things happen, one after the other."""
        for kind in kinds:
            before = self._seq()
            self.host.evaluate(STEP, [kind, f"{self.host.url.rstrip('#')}/step"])
            expect(self.host.locator(f"button[name=step][value^='{before}:']")).to_have_count(0)

    def join(self, phone: Page, name: str) -> Page:
        """Take a seat under a name of one's own."""
        phone.goto(f"/join/{self.pin}")
        phone.locator("input[name=nickname]").fill(name)
        phone.get_by_role("button", name="I am ready").click()
        return phone

    def _seq(self) -> str:
        return (self.host.locator("button[name=step]").first.get_attribute("value") or "").split(
            ":"
        )[0]


def set_up(server: Server, new_page: Callable[..., Page], rules: Rules, count: int = 5) -> Stage:
    """A game of "Who claimed what" with these rules; its host comes in by the recovery code."""
    database = Database(f"sqlite:///{server.data_dir / 'quiz.db'}")
    live = open_live(database, Library((paths.questions_dir(),)))
    game = live.rooms.create("who-claimed-what", count, rules, clock.now())
    live.close()
    database.close()
    host = new_page()
    host.goto("/host/recover")
    host.locator("input[name=pin]").fill(game.pin)
    host.locator("input[name=code]").fill(game.recovery_code)
    host.get_by_role("button", name="Take over").click()
    expect(host.locator("#host")).to_be_visible()
    return Stage(host, game.pin)
