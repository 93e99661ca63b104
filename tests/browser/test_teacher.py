"""A teacher from the first link to a played bank, by mouse and by keyboard alone."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from quizapp import clock
from quizapp.cli.teacher import open_database
from quizapp.services import accounts
from quizapp.services.transaction import transaction
from tests.browser.people import Watch, pin_on
from tests.browser.test_accessibility import NARROW, faults
from tests.serving import Server
from tests.world import POLL

PASSWORD = "kettle umbrella forty moss"
LINK = re.compile(r"http://127\.0\.0\.1:\d+/set-up/[\w-]+")


def invite(server: Server, name: str) -> str:
    """The path of a new teacher's one-time link."""
    with open_database(server.data_dir) as (database, _), transaction(database) as session:
        accounts.add(session, name, clock.now())
        return f"/set-up/{accounts.invite(session, name, clock.now())}"


def enrol(page: Page, server: Server, name: str) -> None:
    """Set a password by the link."""
    page.goto(invite(server, name))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("heading", name="Your banks", level=1)).to_be_visible()


def begin(page: Page, title: str) -> None:
    """Begin a bank; its text in the editor."""
    page.goto("/workspace")
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Edit as text").click()
    expect(page.get_by_label("The bank’s text")).to_be_visible()


def save(page: Page, text: str) -> None:
    """Put this text into the editor and save it."""
    page.get_by_label("The bank’s text").fill(text)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".flash")).to_contain_text("Saved as version")


def test_the_first_link_leads_to_a_bank_that_a_class_plays(
    new_page: Callable[..., Page], server: Server
) -> None:
    said = LINK.search((server.data_dir / "output.txt").read_text())
    assert said
    page = new_page()
    page.goto(said[0])
    page.get_by_label("Name or e-mail").fill("first@school.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    begin(page, "Views")
    save(page, POLL.replace("type: poll", "type: pool"))
    expect(page.locator(".flaw--error")).to_contain_text("Line 7, column 11")
    expect(page.get_by_role("button", name=re.compile("Publish"))).to_have_count(0)

    save(page, POLL)
    page.get_by_role("button", name="Publish version 3").click()
    page.get_by_role("button", name="Open a game").click()
    page.wait_for_url(re.compile("/host/"))
    screen = new_page(viewport={"width": 1920, "height": 1080})
    screen.goto(page.locator("a[href*='/screen/']").first.get_attribute("href") or "")
    phone = new_page(viewport={"width": 390, "height": 844})
    phone.goto(f"/join/{pin_on(screen)}")
    phone.locator("input[name=nickname]").fill("Ada")
    phone.locator("form:has(input[name=nickname]) button[type=submit]").click()
    expect(phone.locator("#mine")).to_be_visible()
    page.locator("button[name=step].button--main").click()
    phone.locator("button[name=choice]").first.click()

    expect(phone.locator("#mine")).to_have_attribute("data-answered", "true")


def test_a_bank_is_edited_by_keyboard_alone(new_page: Callable[..., Page], server: Server) -> None:
    page = new_page()
    page.goto(invite(server, "Kay"))
    press(page, "Password", PASSWORD)
    press(page, "Title", "Typed")
    page.wait_for_url(re.compile("/questions"))
    press(page, "Edit as text")
    tab_to(page, "The bank’s text")
    page.keyboard.press("Control+End")
    for _ in " []\n":
        page.keyboard.press("Backspace")
    page.keyboard.type("\n  - id: second\n    type: pool\n")
    press(page, "Save")

    expect(page.locator(".flaw--error")).to_be_visible()
    press(page, re.compile("Line .*, column"))
    expect(page.get_by_label("The bank’s text")).to_be_focused()
    page.keyboard.type("poll\n    stem: Really?\n    choices:\n")
    page.keyboard.type("      - {id: a, text: Yes indeed}\n      - {id: b, text: Not at all}")
    press(page, "Save")
    expect(page.locator(".flash")).to_contain_text("No error.")
    press(page, "Publish version 3")

    expect(page.get_by_role("heading", name="Play with a class")).to_be_visible()


def tab_to(page: Page, name: str | re.Pattern[str], *, is_back: bool = False) -> None:
    """Press Tab until what is called so has the focus; `is_back` goes the other way."""
    is_exact = isinstance(name, str)
    wanted = page.get_by_role("textbox", name=name, exact=is_exact)
    for role in ("button", "link"):
        wanted = wanted.or_(page.get_by_role(role, name=name, exact=is_exact))
    wanted = wanted.or_(page.get_by_label(name, exact=True)) if isinstance(name, str) else wanted
    for _ in range(150):
        if wanted.first.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if is_back else "Tab")
    raise AssertionError(f"Tab never reaches {name}")


def press(page: Page, name: str | re.Pattern[str], text: str = "") -> None:
    """Go there by Tab, type, and press Enter."""
    tab_to(page, name)
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_a_fault_leads_to_its_line_and_a_save_back_to_the_caret(
    new_page: Callable[..., Page], server: Server
) -> None:
    page = new_page(viewport={"width": 1280, "height": 800})
    enrol(page, server, "Lina")
    begin(page, "Long")
    long = POLL.replace("id: views", "id: long") + "# a line\n" * 400 + "odd: field\n"
    save(page, long)
    area = page.get_by_label("The bank’s text")

    page.get_by_role("button", name="Line 412, column 1").click()

    selected = "a => a.value.slice(a.selectionStart, a.selectionEnd)"
    assert area.evaluate(selected) == "odd: field"
    assert area.evaluate("a => a.scrollTop > 1000")
    page.keyboard.press("Delete")
    before = area.evaluate("a => a.scrollTop")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".flash")).to_contain_text("Saved as version 3")
    stays = (
        "before => Math.abs(document.querySelector('textarea[name=text]').scrollTop - before) < 200"
    )
    page.wait_for_function(stays, arg=before)


def test_what_was_not_saved_stays_in_the_tab(new_page: Callable[..., Page], server: Server) -> None:
    page = new_page()
    enrol(page, server, "Mara")
    begin(page, "Draft")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("The bank’s text").fill("half a thought")
    page.wait_for_function("Object.keys(sessionStorage).some(k => k.startsWith('draft'))")

    page.reload()
    page.get_by_role("button", name="Put it back").click()

    expect(page.get_by_label("The bank’s text")).to_have_value("half a thought")


def test_of_two_tabs_the_second_is_shown_both_texts(
    new_page: Callable[..., Page], server: Server, watch: Watch
) -> None:
    watch.expected = ("409",)
    page = new_page()
    enrol(page, server, "Nora")
    begin(page, "Two tabs")
    other = page.context.new_page()
    other.goto(page.url)
    save(other, POLL.replace("id: views", "id: two"))
    page.get_by_label("The bank’s text").fill(POLL.replace("id: views", "id: mine"))
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("alert")).to_contain_text("You saved version 2")
    expect(page.get_by_label("Your text")).to_have_value(re.compile("id: mine"))
    expect(page.get_by_label("Version 2, by Nora")).to_have_value(re.compile("id: two"))
    page.get_by_role("button", name="Keep the other one").click()
    page.goto(page.url.replace("/edit", "/versions"))

    expect(page.get_by_text("set aside")).to_be_visible()


def test_every_page_of_a_teacher_is_accessible(
    new_page: Callable[..., Page], server: Server, watch: Watch
) -> None:
    watch.expected = ("404", "409", "422")
    page = new_page(**NARROW)
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        found[name] = faults(page)

    link = invite(server, "Olga")
    page.goto(link)
    look("one-time link")
    page.get_by_label("Password").fill("password1234")
    page.get_by_role("button", name="Set the password").click()
    look("refused password")
    page.goto(link)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    look("no banks")
    page.goto("/account")
    look("account")
    begin(page, "Olga’s")
    look("editor")
    save(page, POLL.replace("type: poll", "type: pool"))
    look("editor with an error")
    editor = page.url
    second = page.context.new_page()
    second.goto(editor)
    save(page, POLL)
    look("editor without an error")
    second.get_by_label("The bank’s text").fill("other")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("alert")).to_be_visible()
    found["conflict"] = faults(second)
    second.close()
    page.get_by_role("button", name="Publish version 3").click()
    look("published bank")
    bank = page.url
    for path in ("/versions", "/versions/3", "/sharing", "/host"):
        page.goto(bank + path)
        look(path)
    page.goto(f"{bank}/sharing")
    page.get_by_role("button", name="Make a link").click()
    look("link to copy")
    page.goto(page.get_by_label("The link").input_value())
    look("offer")
    page.goto(bank)
    page.get_by_role("button", name="Delete").click()
    look("deleted")
    page.goto("/banks/which-treaty")
    look("shipped bank")
    page.goto(bank)
    look("not there")
    page.context.clear_cookies()
    page.goto("/sign-in")
    look("sign in")

    assert {name: lines for name, lines in found.items() if lines} == {}


def test_five_megabytes_come_back_with_a_word(
    new_page: Callable[..., Page], server: Server, watch: Watch
) -> None:
    watch.expected = ("422",)
    page = new_page()
    enrol(page, server, "Petra")
    begin(page, "Large")
    area = page.get_by_label("The bank’s text")
    area.evaluate("a => { a.value = 'x'.repeat(5_000_000) }")

    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("alert")).to_contain_text("5,000,000 bytes")
    assert area.evaluate("a => a.value.length") == 5_000_000


def test_a_line_that_breaks_while_saving_loses_nothing(
    new_page: Callable[..., Page], server: Server, watch: Watch
) -> None:
    watch.expected = ("ERR_INTERNET_DISCONNECTED",)
    page = new_page()
    enrol(page, server, "Rosa")
    begin(page, "Offline")
    editor = page.url
    page.get_by_label("The bank’s text").fill("an hour of work")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("The bank’s text")).to_have_count(0)

    page.context.set_offline(False)
    page.goto(editor)
    page.get_by_role("button", name="Put it back").click()

    expect(page.get_by_label("The bank’s text")).to_have_value("an hour of work")
