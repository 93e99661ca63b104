"""A teacher keeps banks in the browser, without script."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.services.site import Site
from tests.web.playing import SAME_SITE
from tests.web.surfing import HIDDEN, join_game, press, submit
from tests.web.teaching import download, enrol, make_bank, publish, save_text, send_file
from tests.world import BANK, POLL

FAULTY = POLL.replace("type: poll", "type: pool")


@pytest.fixture
def bank(anna: FlaskClient) -> str:
    """The page of Anna's one bank."""
    return make_bank(anna, POLL)


def shown(client: FlaskClient, page: str) -> str:
    return html.unescape(client.get(page).text)


def typed(page: str) -> str:
    """What stands in the text area."""
    found = re.search(r'<textarea [^>]*name="text"[^>]*>\n(.*?)</textarea>', page, re.S)
    assert found
    return html.unescape(found[1])


def test_a_new_bank_gets_its_first_question_and_can_be_played(anna: FlaskClient) -> None:
    new = submit(anna, "/workspace", "/workspace/banks", {"title": "Views on the news"})
    bank = new.location.removesuffix("/questions")
    card = submit(anna, new.location, new.location, {"kind": "open"}).location
    base = re.search(r'name="base" value="(\w+)"', anna.get(card).text)
    assert base
    submit(anna, card, card, {"base": base[1], "stem": "What would you ask?"})
    publish(anna, bank, 3)

    attempt = submit(anna, bank, f"{bank}/attempts", {"length": "all"})
    game = submit(anna, bank, f"{bank}/games", {"count": "", "limit_s": "30"})

    assert "What would you ask?" in shown(anna, attempt.location)
    assert "Views on the news" in shown(anna, game.location)


def test_every_rule_can_be_chosen_for_an_own_bank(anna: FlaskClient, bank: str) -> None:
    publish(anna, bank)

    page = anna.get(f"{bank}/host")

    assert page.status_code == 200
    assert f'action="{bank}/host"' in page.text


def test_a_shipped_bank_is_copied_to_the_character(anna: FlaskClient, site: Site) -> None:
    page = "/banks/which-treaty"
    copy = submit(anna, page, "/workspace/shipped/which-treaty").location

    assert download(anna, copy, 1).decode() == site.library.bank("which-treaty").text
    assert publish(anna, copy).location == copy


def test_an_upload_and_a_download_are_the_same_bytes(anna: FlaskClient) -> None:
    data = ("\ufeff" + POLL.replace("\n", "\r\n") + "# the end \t\r\n").encode()

    copy = send_file(anna, "/workspace", "/workspace/uploads", data).location

    assert download(anna, copy, 1) == data


def test_the_result_of_an_own_bank_leads_back_to_it(anna: FlaskClient, bank: str) -> None:
    publish(anna, bank)
    step = submit(anna, bank, f"{bank}/attempts", {"length": "all"}).location
    submit(anna, step, step, {"choice": "1"})

    page = anna.get(step.rsplit("/", 1)[0] + "/result").text

    assert f'href="{bank}"' in page
    assert f'action="{bank}/attempts"' in page


# The editor


def test_a_save_is_a_version_and_the_page_says_so(anna: FlaskClient, bank: str) -> None:
    changed = POLL.replace("title: Views", "title: More views")

    response = save_text(anna, bank, 1, changed)

    assert response.status_code == 303
    page = shown(anna, f"{bank}/edit")
    assert "Saved as version 2." in page
    assert typed(page) == changed
    assert "From version 2." in page


def test_an_error_is_shown_with_its_line_and_keeps_it_from_being_published(
    anna: FlaskClient, bank: str
) -> None:
    save_text(anna, bank, 1, FAULTY)

    page = shown(anna, f"{bank}/edit")
    assert "Line 7, column 11" in page
    assert "type: pool" in page
    assert "Publish version" not in page
    publish(anna, bank, 2)
    assert "Nothing yet" in shown(anna, bank)


def test_warnings_are_shown_and_keep_nothing_back(anna: FlaskClient) -> None:
    text = BANK.replace("Who says that the talks go on?", "Who does NOT say that they go on?")
    bank = make_bank(anna, re.sub(r"sources: .*|    evidence: .*\n", "", text))

    page = shown(anna, f"{bank}/edit")

    assert "warning" in page
    assert "CUE205" in page


def test_versions_are_listed_compared_and_brought_back(anna: FlaskClient, bank: str) -> None:
    save_text(anna, bank, 1, POLL.replace("title: Views", "title: More views"))

    assert "Version 2" in shown(anna, f"{bank}/versions")
    change = anna.get(f"{bank}/versions/2").text
    assert "title: More views" in change
    assert "title: Views" in change
    submit(anna, f"{bank}/versions/1", f"{bank}/versions/1/restore")

    assert download(anna, bank, 3).decode() == POLL
    assert "version 1 again" in shown(anna, f"{bank}/versions")


# Two tabs, two people


def test_of_two_tabs_neither_text_is_lost(anna: FlaskClient, bank: str) -> None:
    first = POLL.replace("title: Views", "title: First tab")
    second = POLL.replace("title: Views", "title: Second tab")
    save_text(anna, bank, 1, first)

    both = save_text(anna, bank, 1, second)

    assert both.status_code == 409
    assert "You saved version 2 in another window" in both.text
    assert "title: First tab" in both.text
    assert typed(both.text) == second
    assert download(anna, bank, 2).decode() == first


@pytest.mark.parametrize(("keep", "latest"), [("", "Second tab"), ("theirs", "First tab")])
def test_whichever_text_is_chosen_both_are_versions(
    anna: FlaskClient, bank: str, keep: str, latest: str
) -> None:
    first, second = (POLL.replace("title: Views", f"title: {t} tab") for t in ("First", "Second"))
    save_text(anna, bank, 1, first)
    save_text(anna, bank, 1, second)

    assert save_text(anna, bank, 2, second, keep=keep).status_code == 303

    texts = [download(anna, bank, n).decode() for n in (2, 3)]
    assert texts == [first, second]
    assert f"<bdi>{latest}</bdi>" in anna.get(bank).text


def test_a_colleague_with_the_right_edits_and_a_stranger_finds_nothing(
    app: Flask, site: Site, anna: FlaskClient, bank: str
) -> None:
    boris, eve = enrol(app.test_client(), site, "Boris"), enrol(app.test_client(), site, "Eve")
    sharing = f"{bank}/sharing"
    submit(anna, sharing, sharing, {"name": "boris", "right": "edit"})

    assert save_text(boris, bank, 1, POLL + "# by Boris\n").status_code == 303
    assert "Boris" in shown(anna, f"{bank}/versions")
    assert "Views" not in eve.get("/workspace").text
    assert eve.get(bank).status_code == 404
    boris_may_not_share = submit(boris, "/workspace", f"{bank}/sharing", {"name": "eve"})
    assert boris_may_not_share.status_code == 403


def test_a_link_to_copy_gives_a_copy(app: Flask, site: Site, anna: FlaskClient, bank: str) -> None:
    boris = enrol(app.test_client(), site, "Boris")
    submit(anna, f"{bank}/sharing", f"{bank}/link", {"do": "make"})
    address = re.search(r'value="http://localhost(/workspace/copies/[^"]+)"',
                        anna.get(f"{bank}/sharing").text)  # fmt: skip
    assert address

    copy = submit(boris, address[1], address[1]).location

    assert download(boris, copy, 1).decode() == POLL
    assert boris.get(bank).status_code == 404


# Taking away


def test_a_deleted_bank_is_brought_back_with_one_press(anna: FlaskClient, bank: str) -> None:
    submit(anna, bank, f"{bank}/delete")
    page = anna.get("/workspace").text
    assert "“Views” is deleted." in page
    assert anna.get(bank).status_code == 404

    submit(anna, "/workspace", f"{bank}/bring-back")

    assert download(anna, bank, 1).decode() == POLL


# What comes in that should not


def test_five_megabytes_are_given_back_with_a_word(anna: FlaskClient, bank: str) -> None:
    text = "x" * 5_000_000

    response = save_text(anna, bank, 1, text)

    assert response.status_code == 422
    assert "5,000,000 bytes" in response.text
    assert typed(response.text) == text
    assert "at most 1,000,000" in response.text


def test_five_megabytes_as_a_file_are_told(anna: FlaskClient, bank: str) -> None:
    send_file(anna, bank, f"{bank}/upload", b"x" * 5_000_000, base="1")

    assert "5,000,000 bytes" in anna.get(bank).text


def test_a_nul_is_told_and_seen(anna: FlaskClient, bank: str) -> None:
    response = save_text(anna, bank, 1, POLL + "# a\0b\n")

    assert response.status_code == 422
    assert "in line 12" in response.text
    assert typed(response.text) == POLL + "# a\N{REPLACEMENT CHARACTER}b\n"


def test_text_from_right_to_left_comes_back_as_it_was(anna: FlaskClient, bank: str) -> None:
    text = POLL.replace("title: Views", "title: מבט \u202eabc")

    save_text(anna, bank, 1, text)

    assert download(anna, bank, 2).decode() == text
    assert "<bdi>מבט" in anna.get(bank).text


def test_a_script_in_a_question_is_only_text(anna: FlaskClient, bank: str) -> None:
    script = "<script>alert(1)</script></textarea>"
    text = POLL.replace("Would you pass the report on?", script).replace("Views", script)
    save_text(anna, bank, 1, text)
    publish(anna, bank, 2)
    attempt = submit(anna, bank, f"{bank}/attempts", {"length": "all"}).location

    for page in ("/workspace", bank, f"{bank}/edit", f"{bank}/versions", f"{bank}/versions/2",
                 f"{bank}/sharing", attempt):  # fmt: skip
        assert "<script>alert" not in anna.get(page).text, page
    assert typed(anna.get(f"{bank}/edit").text) == text


def test_a_name_that_is_taken_is_told_and_the_text_is_kept(anna: FlaskClient, bank: str) -> None:
    other = make_bank(anna, POLL.replace("id: views", "id: other"))

    response = save_text(anna, other, 1, POLL)

    assert response.status_code == 422
    assert "another bank with the id" in response.text
    assert typed(response.text) == POLL


def test_who_was_signed_out_meanwhile_gets_the_text_back(anna: FlaskClient, bank: str) -> None:
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', anna.get(f"{bank}/edit").text)
    assert token
    anna.delete_cookie("teacher")

    response = anna.post(
        f"{bank}/edit", data={"csrf_token": token[1], "base": "1", "text": "my long work"}
    )

    assert response.status_code == 401
    assert "my long work" in response.text
    assert "Nothing is lost" in response.text


@pytest.mark.parametrize("title", ["", "   ", "\0"])
def test_a_bank_without_a_title_is_not_begun(anna: FlaskClient, title: str) -> None:
    submit(anna, "/workspace", "/workspace/banks", {"title": title})

    assert "Give the new bank a title." in anna.get("/workspace").text


def test_what_is_not_published_cannot_be_played_yet(anna: FlaskClient, bank: str) -> None:
    assert "Not published yet" in anna.get(bank).text
    for deed in ("attempts", "games", "host"):
        reply = submit(anna, bank, f"{bank}/{deed}", {"count": "", "limit_s": ""})

        assert reply.status_code == 409
        assert "Publish one, then play it." in reply.text


@pytest.mark.parametrize("base", ["", "0", "99", "x", "9" * 40])
def test_a_save_from_no_version_is_told(anna: FlaskClient, bank: str, base: str) -> None:
    response = submit(anna, f"{bank}/edit", f"{bank}/edit", {"base": base, "text": POLL})

    assert response.status_code == 404


@pytest.mark.parametrize(
    "page",
    ["", "/edit", "/versions", "/versions/1", "/versions/1/file", "/sharing", "/host"],
)
def test_anothers_bank_is_not_there(
    app: Flask, site: Site, anna: FlaskClient, bank: str, page: str
) -> None:
    publish(anna, bank)
    eve, nobody = enrol(app.test_client(), site, "Eve"), app.test_client()

    assert eve.get(bank + page).status_code == 404
    assert nobody.get(bank + page).status_code == 303


def listed(client: FlaskClient) -> str:
    """The teacher's list without the tokens of its forms, which change each second."""
    return HIDDEN.sub("", client.get("/workspace").text.split("<main")[1])


def test_anothers_buttons_are_not_there_either(
    app: Flask, site: Site, anna: FlaskClient, bank: str
) -> None:
    publish(anna, bank)
    eve = enrol(app.test_client(), site, "Eve")
    listed(anna)  # what it flashes is read
    before = listed(anna)

    for deed in ("edit", "publish", "attempts", "duplicate", "delete", "bring-back", "upload",
                 "sharing", "link", "games", "host", "versions/1/restore", "questions", "ticked",
                 "undo", "proposals", "try", "questions/first/do", "questions/first"):  # fmt: skip
        fields: dict[str, str | list[str]] = {"base": "1", "text": "x", "version": "1"}
        reply = submit(eve, "/workspace", f"{bank}/{deed}", fields)
        assert reply.status_code == 404, deed

    assert listed(anna) == before


def test_no_public_address_leads_to_an_own_bank(
    app: Flask, site: Site, anna: FlaskClient, bank: str
) -> None:
    publish(anna, bank)
    bank_id = bank.rsplit("/", 1)[1]
    stranger = app.test_client()

    for slug in (f"own/{bank_id}", f"own%2F{bank_id}", f"own%252F{bank_id}", bank_id):
        assert stranger.get(f"/banks/{slug}").status_code == 404
        for deed in ("attempts", "games"):
            reply = submit(stranger, "/banks/which-treaty", f"/banks/{slug}/{deed}", {"count": ""})
            assert reply.status_code == 404


def test_a_player_who_practises_what_was_missed_gets_no_link_that_leads_nowhere(
    app: Flask, site: Site, anna: FlaskClient
) -> None:
    text = POLL.replace("type: poll", "type: single").replace("stands}", "stands, correct: true}")
    bank, ada = make_bank(anna, text), app.test_client()
    publish(anna, bank)
    game = submit(anna, bank, f"{bank}/games", {"count": "", "limit_s": ""}).location
    room = site.live.rooms.room(game.rsplit("/", 1)[1])
    join_game(ada, room, "Ada")
    for kind in ("opened", "closed", "revealed", "podium_shown", "ended"):
        press(anna, room, kind)
    assert room.table.game.phase == "ended"

    practice = ada.post(f"/play/{room.pin}/practice", headers=SAME_SITE)
    step = practice.location
    submit(ada, step, step, {"choice": "1"})
    result = ada.get(step.rsplit("/", 1)[0] + "/result")

    assert result.status_code == 200
    assert "/banks/views" not in result.text + ada.get(step).text
