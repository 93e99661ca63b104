"""The list of a bank's questions, in a browser without script: narrowed, copied, moved, tagged."""

import re

import pytest
from flask.testing import FlaskClient

from quizapp.formats.house_examples import BANK
from tests.web.surfing import submit
from tests.web.teaching import make_bank
from tests.web.test_questions import ALL, do, latest


@pytest.fixture
def bank(anna: FlaskClient) -> str:
    return make_bank(anna, ALL)


def test_the_list_is_narrowed_by_words_kind_skill_tag_and_check(
    anna: FlaskClient, bank: str
) -> None:
    def found(query: str) -> list[str]:
        return re.findall(r'qcard__stem"><a href="[^"]*/([a-z-]+)"', anna.get(
            f"{bank}/questions?{query}").text)  # fmt: skip

    assert len(found("")) == 13
    assert found("words=agency+offer") == ["who-relays"]
    assert found("kind=poll") == ["what-first"]
    assert found("skill=attribution") == ["who-relays"]
    assert found("difficulty=easy") == ["who-relays"]
    assert found("tag=none") == []
    assert "what-first" in found("state=sound")
    assert len(found("page=99")) == 13
    assert len(found("page=x")) == 13


def test_cards_are_copied_moved_deleted_and_brought_back(anna: FlaskClient, bank: str) -> None:
    do(anna, bank, "who-spoke", "up")
    assert latest(anna, bank).index("id: who-spoke") < latest(anna, bank).index("id: who-relays")
    do(anna, bank, "who-spoke", "down")
    assert latest(anna, bank) == ALL
    do(anna, bank, "who-spoke", "to", place="13")
    assert latest(anna, bank).index("id: who-spoke") > latest(anna, bank).index("id: your-question")
    do(anna, bank, "who-spoke", "to", place="2")

    gone = anna.get(do(anna, bank, "who-relays", "delete").location).text
    assert "1 question is deleted." in gone
    version = re.search(r'name="version" value="(\d+)"', gone)
    assert version
    page = f"{bank}/questions"
    submit(anna, page, f"{bank}/undo", {"version": version[1], "key": "who-relays"})

    assert latest(anna, bank) == ALL
    do(anna, bank, "your-question", "copy")
    assert latest(anna, bank).count("type: open") == 2


def test_ticked_cards_are_tagged_and_moved_to_another_bank(anna: FlaskClient, bank: str) -> None:
    other = make_bank(anna, BANK.replace("id: every-kind", "id: other") + "  []\n")
    page, keys = f"{bank}/questions", ["who-relays", "what-first"]
    ticked: dict[str, str | list[str]] = {"key": keys}

    submit(anna, page, f"{bank}/ticked", {**ticked, "do": "tag", "tag": "Week 3"})
    assert latest(anna, bank).count("tags: [week-3]") == 2
    submit(anna, page, f"{bank}/ticked", {**ticked, "do": "move", "to": other.rsplit("/")[-1]})

    assert "who-relays" not in latest(anna, bank)
    assert "id: who-relays" in latest(anna, other)
    assert "source: missile-offer" in latest(anna, other)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"do": "tag", "tag": "x"}, "Tick the questions first."),
        ({"do": "tag", "tag": "!", "key": "who-relays"}, "Type the tag first"),
        ({"do": "move", "key": "who-relays"}, "Choose the bank"),
    ],
)
def test_what_is_missing_for_a_button_is_told(
    anna: FlaskClient, bank: str, fields: dict[str, str | list[str]], words: str
) -> None:
    page = submit(anna, f"{bank}/questions", f"{bank}/ticked", fields)

    assert words in anna.get(page.location).text
