"""A bank with megabytes of pictures up and down again, through the whole server."""

import os
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from quizapp.formats.redrawn import redraw
from quizapp.services.kept_pictures import name_for
from quizapp.web.workspace.blueprint import TEXT_FORM_LIMIT
from tests.browser.test_accessibility import NARROW, faults
from tests.browser.test_teacher import enrol
from tests.bundles import packed
from tests.pictures import encoded
from tests.serving import Server

QUESTION = """\
  - id: q{number}
    type: poll
    stem: Would you pass picture {number} on?
    media: {{file: {name}, alt: Noise number {number}}}
    choices:
      - {{id: "yes", text: As it stands}}
      - {{id: "no", text: Not at all}}
"""
HEAD = """\
schema: 1
id: noise
title: Noise
description: Pictures that hardly pack.
questions:
"""


def large() -> bytes:
    """A .zip of more bytes than a text may have."""
    side = 1000
    noise = [Image.frombytes("L", (side, side), os.urandom(side**2)) for _ in range(14)]
    drawn = (redraw(encoded(each, "PNG")).data for each in noise)
    pictures = dict(sorted((name_for(data), data) for data in drawn))
    questions = (QUESTION.format(number=n, name=name) for n, name in enumerate(pictures))
    return packed("noise", HEAD + "".join(questions), pictures)


def test_a_large_bank_goes_up_and_down_to_the_byte(
    new_page: Callable[..., Page], server: Server, tmp_path: Path
) -> None:
    whole = tmp_path / "noise.zip"
    whole.write_bytes(large())
    assert whole.stat().st_size > TEXT_FORM_LIMIT
    page = new_page(**NARROW)
    enrol(page, server, "Noa")
    page.get_by_label("A bank as a YAML file, or a .zip with its pictures").set_input_files(whole)
    page.get_by_role("button", name="Upload").click()
    expect(page.locator(".flash")).to_contain_text("14 pictures came with it.")

    with page.expect_download() as coming:
        page.get_by_role("link", name="Download with pictures").click()

    assert coming.value.suggested_filename == "noise.zip"
    assert Path(coming.value.path()).read_bytes() == whole.read_bytes()
    assert faults(page) == []
    page.goto("/workspace")
    expect(page.get_by_text("Pictures in your banks: ")).to_be_visible()
    assert faults(page) == []
