"""A picture brought in with script: the form saves itself beside it, and nothing is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.test_accessibility import NARROW, faults
from tests.browser.test_questions import SAVED, upload
from tests.browser.test_teacher import enrol
from tests.pictures import drawn
from tests.serving import Server
from tests.world import POLL

ALT = "Two halves, red and blue"
PHOTO = FilePayload(name="photo.jpg", mimeType="image/jpeg", buffer=drawn("JPEG", (900, 600)))
LARGE = FilePayload(name="large.jpg", mimeType="image/jpeg", buffer=b"\xff" * 5_000_001)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_is_chosen_beside_text_that_saves_itself(
    new_page: Callable[..., Page], server: Server, scheme: str
) -> None:
    page = new_page(color_scheme=scheme, **NARROW)
    enrol(page, server, f"Painter {scheme}")
    page.goto(f"{upload(page, POLL)}/first")
    margin = page.get_by_label("In the margin")
    page.get_by_text("Hint, tags, picture").click()
    chooser = page.get_by_label("A new picture")

    chooser.set_input_files(PHOTO)
    page.get_by_label("Question", exact=True).fill("What do you see?")
    expect(margin).to_contain_text(SAVED)
    page.get_by_role("button", name="Add an option").click()
    expect(page.get_by_role("textbox", name="Option 3", exact=True)).to_be_focused()
    page.keyboard.type("A third")
    assert chooser.evaluate("e => e.files.length") == 1
    page.get_by_role("button", name="Add the picture").click()  # its text is asked for first
    expect(page.get_by_label("What the picture shows")).to_be_focused()
    page.keyboard.type(ALT)
    page.get_by_role("button", name="Add the picture").click()

    picture = page.get_by_role("img", name=ALT)
    expect(picture).to_be_visible()
    page.wait_for_function("i => i.naturalWidth === 900", arg=picture.element_handle())
    expect(page.get_by_label("Question", exact=True)).to_have_value("What do you see?")
    expect(page.get_by_role("textbox", name="Option 3", exact=True)).to_have_value("A third")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_words_for_a_picture_to_come_are_not_of_the_one_that_is_there(
    new_page: Callable[..., Page], server: Server
) -> None:
    page = new_page()
    enrol(page, server, "Painter of two")
    page.goto(f"{upload(page, POLL)}/first")
    page.get_by_text("Hint, tags, picture").click()
    chooser, words = page.get_by_label("A new picture"), page.get_by_label("What the picture shows")
    chooser.set_input_files(PHOTO)
    words.fill(ALT)
    page.get_by_role("button", name="Add the picture").click()
    expect(page.get_by_role("img", name=ALT)).to_be_visible()
    state = page.locator("[data-state]")

    chooser.set_input_files(PHOTO | {"buffer": drawn("JPEG", (300, 200))})
    words.fill("A map of the border")
    page.get_by_role("button", name="Add an option").click()
    expect(page.get_by_role("textbox", name="Option 3", exact=True)).to_be_focused()
    expect(state).to_contain_text("The picture is not added yet.")
    expect(words).to_have_value("A map of the border")
    expect(page.get_by_role("img", name=ALT)).to_be_visible()
    page.get_by_role("button", name="Add the picture").click()

    expect(page.get_by_role("img", name="A map of the border")).to_be_visible()
    expect(state).not_to_contain_text("not added")


def test_a_file_that_is_too_large_is_told_before_it_is_sent(
    new_page: Callable[..., Page], server: Server
) -> None:
    page = new_page()
    enrol(page, server, "Painter of large ones")
    page.goto(f"{upload(page, POLL)}/first")
    page.get_by_text("Hint, tags, picture").click()
    chooser = page.get_by_label("A new picture")

    chooser.set_input_files(LARGE)

    assert "at most 5 MB" in chooser.evaluate("e => e.validationMessage")
    page.get_by_label("Question", exact=True).fill("Still saved?")
    expect(page.get_by_label("In the margin")).to_contain_text(SAVED)
