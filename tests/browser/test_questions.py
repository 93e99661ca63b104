"""Questions as cards, with script: what is typed saves itself, and nothing is lost on the way."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from quizapp.formats.house_examples import BANK, QUESTIONS
from tests.browser.people import Watch
from tests.browser.test_accessibility import NARROW, faults
from tests.browser.test_teacher import enrol
from tests.serving import Server

SAVED = re.compile(r"Saved \d")


def upload(page: Page, text: str) -> str:
    """A bank of that text; the address of its questions."""
    page.goto("/workspace")
    file = FilePayload(name="bank.yaml", mimeType="text/yaml", buffer=text.encode())
    page.get_by_label("A bank as a YAML file, or a .zip with its pictures").set_input_files(file)
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(re.compile("/banks/"))
    return f"{page.url}/questions"


def bank_of(*kinds: str) -> str:
    """The examples of these kinds as a bank."""
    lines = "".join(QUESTIONS[kind] for kind in kinds).splitlines()
    return BANK + "".join(f"  {line}\n" for line in lines)


def add(page: Page, kind: str) -> None:
    """A new question of that kind; its form."""
    page.get_by_label("Kind of the new question").select_option(label=kind)
    page.get_by_role("button", name="Add a question").click()
    expect(page.get_by_label("Question", exact=True)).to_be_visible()


def stems(page: Page) -> list[str]:
    return page.locator(".qcard__stem").all_inner_texts()


def test_what_is_typed_saves_itself_and_the_margin_says_what_to_mend(
    new_page: Callable[..., Page], server: Server
) -> None:
    page = new_page(viewport={"width": 1280, "height": 900})
    enrol(page, server, "Amal")
    page.goto(upload(page, bank_of("poll")))
    add(page, "One right answer")
    margin = page.get_by_label("In the margin")

    page.get_by_label("Question", exact=True).fill("Who said so?")
    expect(margin).to_contain_text(SAVED)
    expect(margin).to_contain_text("Still to do: Options")
    page.get_by_role("textbox", name="Option 1", exact=True).fill("The agency")
    page.get_by_role("textbox", name="Option 2", exact=True).fill("The minister")
    page.get_by_role("radio", name="Right : option 2").check()
    expect(margin.locator(".flaw--error")).to_have_count(0)
    expect(margin.locator(".phone")).to_contain_text("The minister")
    page.get_by_role("button", name="Add an option").click()
    expect(page.get_by_role("textbox", name="Option 3", exact=True)).to_be_focused()
    page.keyboard.type("Nobody by name")
    expect(margin.locator(".phone")).to_contain_text("Nobody by name")
    page.reload()

    expect(page.get_by_role("textbox", name="Option 3", exact=True)).to_have_value("Nobody by name")
    expect(page.get_by_role("radio", name="Right : option 2")).to_be_checked()


def test_a_lost_line_is_told_and_what_was_typed_is_saved_once_it_is_back(
    new_page: Callable[..., Page], server: Server, watch: Watch
) -> None:
    watch.expected = ("ERR_INTERNET_DISCONNECTED",)
    page = new_page()
    enrol(page, server, "Bela")
    page.goto(f"{upload(page, bank_of('poll'))}/what-first")
    page.context.set_offline(True)

    page.get_by_label("Question", exact=True).fill("Typed in a tunnel?")
    expect(page.locator("[data-state]")).to_contain_text("Not saved yet")
    page.context.set_offline(False)
    expect(page.locator("[data-state]")).to_contain_text(SAVED)
    page.reload()

    expect(page.get_by_label("Question", exact=True)).to_have_value("Typed in a tunnel?")


def test_cards_are_put_in_order_by_arrows_and_by_dragging(
    new_page: Callable[..., Page], server: Server
) -> None:
    page = new_page(viewport={"width": 1280, "height": 900})
    enrol(page, server, "Dora")
    page.goto(upload(page, bank_of("poll", "open", "ordering")))
    first, second, third = stems(page)

    page.get_by_role("button", name="Move question 1 down").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#cards")).to_contain_text("Moved to place 2 of 3.")
    assert stems(page) == [second, first, third]
    expect(page.locator("#down-what-first")).to_be_focused()
    grip = page.locator("#card-3 [data-hold]")
    box, goal = grip.bounding_box(), page.locator("#card-1").bounding_box()
    assert box
    assert goal
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 10, goal["y"], steps=12)
    page.mouse.up()
    expect(page.locator("#cards")).to_contain_text("Moved to place 1 of 3.")

    page.reload()
    assert stems(page) == [third, second, first]


def test_a_tick_stays_with_its_question(new_page: Callable[..., Page], server: Server) -> None:
    page = new_page(viewport={"width": 1280, "height": 700})
    enrol(page, server, "Ticks")
    page.goto(upload(page, bank_of("single", "multiple", "poll", "numeric")))
    was = stems(page)
    bar = page.get_by_role("link", name="ticked: tag, move, delete")
    ticked = page.locator(".qcard:has(.qcard__tick :checked) .qcard__stem")

    expect(bar).to_be_hidden()
    page.get_by_label("Tick question 1").check()
    page.get_by_label("Tick question 3").check()
    expect(bar).to_contain_text("2 ticked")
    expect(bar).to_be_in_viewport()
    page.get_by_role("button", name="Delete question 2").click()
    expect(page.locator(".qcard")).to_have_count(3)
    expect(ticked).to_have_text([was[0], was[2]])
    page.get_by_role("button", name="Move question 1 down").click()
    expect(page.locator(".qcard__stem").first).to_have_text(was[2])
    expect(ticked).to_have_text([was[2], was[0]])
    page.locator("#bulk").get_by_role("button", name="Delete").click()

    expect(page.locator(".qcard__stem")).to_have_text([was[3]])
    expect(ticked).to_have_count(0)
    expect(bar).to_be_hidden()


def test_a_deleted_card_comes_back_by_undo(new_page: Callable[..., Page], server: Server) -> None:
    page = new_page()
    enrol(page, server, "Emil")
    page.goto(upload(page, bank_of("poll", "open")))
    before = stems(page)

    page.get_by_role("button", name="Delete question 1").click()
    expect(page.locator(".qcard")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".qcard")).to_have_count(2)

    assert stems(page) == before


def test_what_was_done_is_in_sight_and_the_keyboard_stays_there(
    new_page: Callable[..., Page], server: Server
) -> None:
    page = new_page(viewport={"width": 390, "height": 700})
    enrol(page, server, "Gus")
    page.goto(upload(page, bank_of("poll", "open", "numeric", "ordering", "matching")))
    last = page.get_by_role("button", name="Delete question 5")

    last.focus()
    page.keyboard.press("Enter")
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_in_viewport()
    expect(undo).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_text("Brought back: 1.")).to_be_in_viewport()
    expect(page.get_by_text("Brought back: 1.")).to_be_focused()


def test_the_pages_of_questions_are_accessible(
    new_page: Callable[..., Page], server: Server
) -> None:
    page = new_page(**NARROW)
    found: dict[str, list[str]] = {}
    enrol(page, server, "Fatou")
    questions = upload(page, bank_of(*QUESTIONS))
    for path in ("", *(f"/{re.findall('id: (.*)', text)[0]}" for text in QUESTIONS.values())):
        page.goto(questions + path)
        found[path] = faults(page)
    for seat in ("player", "screen", "host"):
        page.goto(f"{questions}/who-relays/as/{seat}/open")
        found[seat] = faults(page)

    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("kind", QUESTIONS)
def test_no_sentence_is_cut_off_in_its_field(
    new_page: Callable[..., Page], server: Server, kind: str
) -> None:
    page = new_page(**NARROW)
    enrol(page, server, f"Iris {kind}")
    page.goto(upload(page, bank_of(kind)))
    page.locator(".qcard__stem a").first.click()
    expect(page.get_by_label("Question", exact=True)).to_be_visible()
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")

    for field in page.locator("#question-form textarea").all():
        field.fill("Look again at who says so, and at the word by which the agency says it. " * 3)

    cut = page.evaluate(
        "[...document.querySelectorAll('#question-form textarea')]"
        ".filter((each) => each.scrollHeight > each.clientHeight + 1).map((each) => each.name)"
    )
    assert cut == []
    assert faults(page) == []
