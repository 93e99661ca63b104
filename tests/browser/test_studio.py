"""A fresh teacher from the set-up link to a played quiz, by mouse; editing again by keyboard."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.people import Watch, answer_by_mouse, pin_on
from tests.browser.test_accessibility import NARROW, faults
from tests.browser.test_questions import SAVED
from tests.browser.test_teacher import LINK, PASSWORD, enrol, press, tab_to
from tests.serving import Server

Voices = tuple[tuple[str, str, str], ...]
CLAIMS: tuple[tuple[str, str, Voices], ...] = (
    ("the test ban talks will resume in Vienna", "The test ban talks resume in Vienna.",
     (("the foreign minister", "said", ""),)),
    ("the drone flew twice as far as allowed", "The drone flew twice as far as allowed.",
     (("the news agency", "reported", ""), ("the general", "told", "the envoy"))),
    ("nobody has broken the accord", "Nobody has broken the accord.",
     (("the ambassador", "insisted", ""),)),
    ("the launch may have been a failure", "The launch was a failure.",
     (("two analysts", "believe", ""),)),
    ("inspectors left the site in March", "Inspectors left the site in March.", ()),
)  # fmt: skip
"""Words of the text, the claim in other words, and who says so."""
FILLER = (
    "Delegations have met in small rooms for weeks, and little of it has reached the outside. "
    "Lawyers went over drafts at night while drivers waited below, and the canteen closed early. "
    "Older hands recalled how slowly such work had moved before, and told younger ones to rest. "
)
REPORT = "\n\n".join(
    (
        f"The foreign minister said on Monday that {CLAIMS[0][0]}. {FILLER}",
        f"The news agency reported that the general told the envoy that {CLAIMS[1][0]}. {FILLER}",
        f"The ambassador insisted that {CLAIMS[2][0]}. {FILLER}{FILLER}",
        f"Two analysts believe that {CLAIMS[3][0]}. {FILLER}{FILLER}",
        f"What is certain is that {CLAIMS[4][0]}. {FILLER}{FILLER}",
    )
)
RECT = """([paragraph, words]) => {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    paragraph.scrollIntoView({ block: 'center' });
    const rect = (from, to) => {
      const range = document.createRange();
      range.setStart(node, from); range.setEnd(node, to);
      const box = range.getClientRects();
      return box[to > from + 1 ? box.length - 1 : 0];
    };
    const first = rect(at, at + 1), last = rect(at + words.length - 1, at + words.length);
    const middle = (box) => box.top + box.height / 2;
    return [first.left, middle(first), last.right, middle(last)];
  }
}"""


def select(page: Page, words: str) -> None:
    """Drag the mouse over these words of the text."""
    page.wait_for_url("**/workspace/texts/own-*")  # and its script runs
    paragraph = page.locator("[data-paragraph]", has_text=words)
    page.evaluate("document.fonts.ready")
    left, top, right, bottom = paragraph.evaluate(f"e => ({RECT})([e, {words!r}])")
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2)
    page.mouse.move(right, bottom, steps=4)
    page.mouse.up()


def fill_claim(page: Page, content: str, voices: Voices) -> None:
    """What the claim says, and who says so."""
    page.get_by_label("What is claimed, in your own words").fill(content)
    if not voices:
        page.get_by_label("How the text presents it").select_option("asserted")
    for line, (speaker, cue, addressee) in enumerate(voices, start=1):
        if line == 2:
            page.get_by_text("Another voice").click()
        page.get_by_label(f"Who says so, line {line}").fill(speaker)
        page.get_by_label(f"By the word, line {line}").fill(cue)
        if addressee:
            page.get_by_label(f"To whom, line {line}").fill(addressee)
        if "agency" in speaker:
            page.get_by_label(f"This is, line {line}").select_option("outlet")
    page.get_by_role("button", name="Note the claim").click()


def join(new_page: Callable[..., Page], pin: str, name: str) -> Page:
    """A player who is in."""
    phone = new_page(viewport={"width": 390, "height": 844})
    phone.goto(f"/join/{pin}")
    phone.locator("input[name=nickname]").fill(name)
    phone.locator("form:has(input[name=nickname]) button[type=submit]").click()
    expect(phone.locator("#mine")).to_be_visible()
    return phone


def test_from_the_set_up_link_to_a_played_quiz_by_mouse(
    new_page: Callable[..., Page], server: Server
) -> None:
    said = LINK.search((server.data_dir / "output.txt").read_text())
    assert said
    assert len(REPORT.split()) >= 400
    page = new_page(viewport={"width": 1280, "height": 900})
    page.goto(said[0])
    page.get_by_label("Name or e-mail").fill("first@school.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    page.get_by_role("link", name="Begin with a text").click()
    began = time.monotonic()
    page.get_by_label("Paste it here").fill(REPORT)
    page.get_by_label("Title").fill("The talks")
    page.get_by_label("Publisher").fill("The Courier")
    page.get_by_role("button", name="Go on").click()
    for words, content, voices in CLAIMS:
        select(page, words)
        page.get_by_role("link", name="New claim here").click()
        expect(page.get_by_label("The words of the text")).to_have_value(words)
        fill_claim(page, content, voices)
    expect(page.get_by_role("heading", name="5 claims")).to_be_visible()

    page.get_by_role("link", name="Propose questions").click()
    page.get_by_role("button", name="Propose").click()
    for number in range(10):
        page.locator(".qcard__tick input").nth(number).check()
    page.get_by_role("button", name="Accept those that are ticked").click()
    expect(page.locator(".said")).to_contain_text("Accepted: 10")
    page.get_by_role("link", name=re.compile("Questions of")).click()
    for number in (1, 2):
        page.locator(".qcard__stem a").nth(number).click()
        stem = page.locator("#stem")
        stem.fill(f"Edited {number}: " + stem.input_value())
        expect(page.locator("[data-state]")).to_contain_text(SAVED)
        page.get_by_role("link", name=re.compile("Questions of")).click()
    mend_a_fault(page)

    page.get_by_role("link", name="The talks").first.click()
    page.get_by_role("button", name=re.compile("Publish version")).click()
    page.get_by_label("Questions", exact=True).select_option("5")
    page.get_by_role("button", name="Open a game").click()
    page.wait_for_url(re.compile("/host/"))
    print(f"from paste to game open: {time.monotonic() - began:.0f} s")
    screen = new_page(viewport={"width": 1920, "height": 1080})
    screen.goto(page.locator("a[href*='/screen/']").first.get_attribute("href") or "")
    phones = [join(new_page, pin_on(screen), name) for name in ("Ada", "Ben")]
    play(page, phones)


def play(page: Page, phones: list[Page]) -> None:
    """Host the whole game; both players answer every question."""
    host, button = page.locator("#host"), page.locator("button[name=step].button--main")
    while host.get_attribute("data-phase") != "podium":
        if host.get_attribute("data-phase") == "open":
            for phone in phones:
                expect(phone.locator("#stage")).to_have_attribute("data-phase", "open")
                answer_by_mouse(phone)
                expect(phone.locator("#mine")).to_have_attribute("data-answered", "true")
            expect(host).not_to_have_attribute("data-phase", "open")  # all have answered
        state = button.get_attribute("value") or ""
        button.click()
        expect(button).not_to_have_attribute("value", state)
    for phone in phones:
        expect(phone.locator("#stage")).to_have_attribute("data-phase", "podium")


def mend_a_fault(page: Page) -> None:
    """A new question without a right answer is an error that keeps the bank back; mend it."""
    page.get_by_label("Kind of the new question").select_option("single")
    page.get_by_role("button", name="Add a question").click()
    page.get_by_label("Question", exact=True).fill("Who broke the news?")
    page.get_by_role("textbox", name="Option 1", exact=True).fill("The agency")
    page.get_by_role("textbox", name="Option 2", exact=True).fill("The general")
    margin = page.get_by_label("In the margin")
    expect(margin).to_contain_text("Say which one of the options is right")
    page.get_by_role("radio", name="Right : option 1").check()
    expect(margin.locator(".flaw--error")).to_have_count(0)
    page.get_by_role("link", name=re.compile("Questions of")).click()


def test_the_editing_again_by_keyboard_alone(new_page: Callable[..., Page], server: Server) -> None:
    page = new_page(viewport={"width": 1280, "height": 900})
    enrol(page, server, "Kim")
    press(page, "Begin with a text")
    tab_to(page, "Paste it here")
    page.keyboard.insert_text(REPORT)
    press(page, "Title", "By keys")
    for place in (0, 2, 3):
        mark_by_keys(page, place)
    press(page, "Change claim C03")
    press(page, "Delete")
    expect(page.get_by_role("heading", name="2 claims")).to_be_visible()
    press(page, "Undo")
    expect(page.get_by_role("heading", name="3 claims")).to_be_visible()
    press(page, "Propose questions")
    press(page, "Propose")
    press(page, re.compile(r"^Edit\s*:"))
    tab_to(page, "Question")
    page.keyboard.press("Control+End")
    page.keyboard.type(" Say who.")
    expect(page.locator("[data-state]")).to_contain_text(SAVED)
    press(page, re.compile("Questions of"))
    press(page, "Add a question")
    tab_to(page, "Question")
    page.keyboard.type("Anything else?")
    expect(page.locator("[data-state]")).to_contain_text(SAVED)
    press(page, re.compile("Questions of"))
    press(page, "Move question 2 up")
    expect(page.locator("#cards")).to_contain_text("Moved to place 1 of 2.")
    press(page, "Delete question 1")
    press(page, "Undo")

    expect(page.locator(".qcard")).to_have_count(2)
    expect(page.locator(".qcard__stem").first).to_have_text("Anything else?")


def mark_by_keys(page: Page, place: int) -> None:
    """Note one of the claims without a mouse."""
    words, content, voices = CLAIMS[place]
    press(page, f"New claim in paragraph {place + 1}")
    tab_to(page, f"Paragraph {place + 1}")
    before = page.evaluate("words => document.activeElement.value.indexOf(words)", words)
    page.keyboard.press("Control+Home")
    for _ in range(before):
        page.keyboard.press("ArrowRight")
    for _ in words:
        page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_label("The words of the text")).to_have_value(words)
    tab_to(page, "What is claimed, in your own words", is_back=True)
    page.keyboard.type(content)
    tab_to(page, "Who says so, line 1")
    page.keyboard.type(voices[0][0])
    tab_to(page, "By the word, line 1")
    page.keyboard.type(voices[0][1])
    press(page, "Note the claim")
    expect(page.locator(".flash")).to_contain_text("is noted")


def test_of_who_is_known_the_kind_is_known_too(
    new_page: Callable[..., Page], server: Server
) -> None:
    page = new_page(viewport={"width": 1280, "height": 900})
    enrol(page, server, "Mia")
    page.goto("/workspace/texts")
    page.get_by_label("Paste it here").fill(REPORT)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name="New claim in paragraph 1").click()

    page.get_by_label("Who says so, line 1").fill("VOA")
    page.get_by_label("To whom, line 1").fill("Russia")

    expect(page.get_by_label("This is, line 1")).to_have_value("outlet")
    expect(page.get_by_label("This is, line 2")).to_have_value("person")


def test_a_paste_that_is_too_long_comes_back_while_the_page_still_answers(
    new_page: Callable[..., Page], server: Server, watch: Watch
) -> None:
    watch.expected = ("422",)
    page = new_page()
    enrol(page, server, "Mo")
    page.goto("/workspace/texts")
    field = page.get_by_label("Paste it here")
    long = "'Some words of a report.\\n\\n'.repeat(100_000)"  # 2.5 MB, 200,000 lines

    field.evaluate(f"field => {{ field.value = {long} }}")
    page.get_by_role("button", name="Go on").click()

    expect(page.get_by_role("alert")).to_contain_text("Paste the part that you ask about")
    assert field.evaluate(f"field => field.value === {long}")


def test_the_pages_of_texts_are_accessible(new_page: Callable[..., Page], server: Server) -> None:
    page = new_page(**NARROW)
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        found[name] = faults(page)

    enrol(page, server, "Lea")
    page.goto("/workspace/texts")
    look("texts")
    page.get_by_label("Paste it here").fill(REPORT)
    page.get_by_role("button", name="Go on").click()
    text = page.url
    look("text without claims")
    for number, (words, content, voices) in enumerate(CLAIMS[:3], start=1):
        page.goto(f"{text}/claims/new?paragraph={number}")
        page.get_by_label("The words of the text").fill(words)
        fill_claim(page, content, voices)
    look("text with claims")
    page.goto(f"{text}/claims/C03")
    page.get_by_role("button", name="Delete").click()
    look("text with a deleted claim")
    for path in ("/claims/C02", "/edit", "/propose"):
        page.goto(text + path)
        look(path)
    page.goto(f"{text}/propose")
    page.get_by_role("button", name="Propose").click()
    look("proposals")
    page.goto("/workspace/search?words=talks")
    look("search")

    assert {name: lines for name, lines in found.items() if lines} == {}
