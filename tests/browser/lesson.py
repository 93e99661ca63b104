"""A host, a projector and phones over a bank of two questions, set up as a host does it."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.people import pin_on

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
RIGHT, WRONG = "Through a reporter", "From the two presidents"
PAIR = """\
schema: 1
id: pair
title: A pair of questions
description: Two questions about how words travel.
sources: [missile-offer]
questions:
""" + "".join(
    f"""\
  - id: question-{n}
    type: single
    stem: How do readers learn of call number {n}?
    skill: attribution
    explanation: A reporter passes it on.
    evidence: [{{claim: C01, paragraph: p1}}]
    choices:
      - {{id: passed-on, text: {RIGHT}, correct: true}}
      - {{id: first-hand, text: {WRONG}}}
      - {{id: nobody, text: From nobody at all}}
"""
    for n in (1, 2)
)
ASK = """\
schema: 1
id: ask
title: A vote and a word
description: One question to vote on and one to write on.
sources: [missile-offer]
questions:
  - id: words
    type: open
    stem: What would you ask the reporter?
  - id: vote
    type: poll
    stem: What would you read first?
    choices:
      - {id: start, text: The first line}
      - {id: middle, text: The middle}
      - {id: end, text: The last line}
"""


def shelve(data_dir: Path) -> None:
    """Put both banks where an operator puts their own."""
    folder = data_dir / "questions" / "banks"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("pair", PAIR), ("ask", ASK)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


class Lesson:
    """Everybody in the room. `choose` sets the game up on the host's page."""

    def __init__(
        self, new_page: Callable[..., Page], slug: str, choose: Callable[[Page], None]
    ) -> None:
        self.host = new_page()
        self.host.goto(f"/banks/{slug}/host")
        choose(self.host)
        self.host.get_by_role("button", name="Open the game").click()
        self.host.wait_for_url(re.compile("/host/"))
        self.wall = new_page(**PROJECTOR)
        link = self.host.locator("a[href*='/screen/']").first.get_attribute("href")
        assert link
        self.wall.goto(link)
        self.pin = pin_on(self.wall)
        self.phones: list[Page] = []

    @property
    def everybody(self) -> list[Page]:
        return [self.host, self.wall, *self.phones]

    def join(self, phone: Page, name: str) -> Page:
        """Take a seat."""
        phone.goto(f"/join/{self.pin}")
        phone.locator("input[name=nickname]").fill(name)
        phone.locator("form:has(input[name=nickname]) button[type=submit]").click()
        expect(phone.locator("#mine")).to_contain_text(name)
        self.phones.append(phone)
        return phone

    def press(self, label: str, phase: str) -> None:
        """The host presses a button; everybody gets there."""
        self.host.get_by_role("button", name=label).click()
        self.wait_for(phase)

    def wait_for(self, phase: str) -> None:
        """Everybody is there."""
        for page in self.everybody:
            expect(page.locator(f"[data-phase={phase}]")).to_be_visible()

    def say(self, *texts: str, sure: str | None = None) -> None:
        """The players, from the first on, pick these answers; each is stored."""
        for phone, text in zip(self.phones, texts, strict=False):
            pick(phone, text, sure)


def pick(phone: Page, text: str, sure: str | None = None) -> None:
    """Press the tile with these words, and say how sure; back when it is stored."""
    phone.locator(".tile", has_text=text).click()
    if sure:
        phone.locator(".stakes .chip", has_text=sure).click()
        phone.locator("[data-send]").click()
    expect(phone.locator("#mine")).to_have_attribute("data-answered", "true")
