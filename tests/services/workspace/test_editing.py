"""A teacher's bank: made, saved, published, hosted, taken away; nothing is ever lost."""

from datetime import timedelta

import pytest

from quizapp.core.rules import Rules
from quizapp.formats.house_cards import Fields
from quizapp.services import study
from quizapp.services.library import Library, NoSuchBank
from quizapp.services.live.live import open_live
from quizapp.services.workspace import editing, history, publishing, rights
from quizapp.services.workspace.changing import Change
from quizapp.services.workspace.checking import Checker
from quizapp.services.workspace.deck import Decks
from quizapp.services.workspace.editing import KEPT_DELETED
from quizapp.services.workspace.faults import (
    HasChanged,
    HasErrors,
    NameIsTaken,
    NoSuchOwnBank,
    NoSuchVersion,
)
from tests.services.workspace.desk import BROKEN, FAULTY, make, save, teacher, titled, told
from tests.world import BANK, NOW, seconds


def held(database, who, bank_id, *, deleted=False):
    with database.reading() as session:
        return rights.authorised(session, who, bank_id, "read", deleted=deleted)


def text_of(database, who, bank_id, number=None):
    with database.reading() as session:
        return editing.text_of(session, rights.authorised(session, who, bank_id, "read"), number)


def publish(database, shelf, who, bank_id, number=1):
    publishing.publish(database, Checker(shelf), who, bank_id, number)


# Versions


def test_a_bank_is_kept_to_the_character(database, anna):
    odd = "\ufeff" + BANK.replace("\n", "\r\n") + "# \u202eend\t \r\n\r\n"

    bank_id = make(database, anna, odd)

    assert text_of(database, anna, bank_id) == odd


def test_every_save_is_a_version_with_who_and_when(database, anna):
    bank_id = make(database, anna)
    with database.transaction() as session:
        editing.save(session, anna, bank_id, 1, titled("Another"), seconds(60))

    with database.reading() as session:
        bank, versions = history.versions(session, anna, bank_id)

    assert (bank.latest, bank.title) == (2, "Another")
    assert [(v.number, v.author, v.saved_at, v.how) for v in versions] == [
        (2, "Anna", seconds(60), ""),
        (1, "Anna", NOW, "uploaded"),
    ]


def test_the_same_text_again_is_no_version(database, anna):
    bank_id = make(database, anna)

    assert save(database, anna, bank_id, 1, BANK) == 1


def test_text_in_the_middle_of_being_written_is_kept_too(database, anna):
    bank_id = make(database, anna)

    save(database, anna, bank_id, 1, BROKEN)

    assert text_of(database, anna, bank_id) == BROKEN
    assert held(database, anna, bank_id).slug == "test-ban"


def test_any_version_can_be_brought_back(database, anna):
    bank_id = make(database, anna)
    save(database, anna, bank_id, 1, titled("Another"))

    with database.transaction() as session:
        number = editing.restore(session, anna, bank_id, 1, NOW)

    assert number == 3
    assert text_of(database, anna, bank_id) == BANK
    assert text_of(database, anna, bank_id, 2) == titled("Another")


def test_a_version_stands_beside_the_one_before_it(database, anna):
    bank_id = make(database, anna)
    save(database, anna, bank_id, 1, titled("Another"))

    with database.reading() as session:
        found = history.change(session, anna, bank_id, 2)
        first = history.change(session, anna, bank_id, 1)

    assert (found.against, found.before, found.text) == (1, BANK, titled("Another"))
    assert (first.against, first.before) == (None, None)


# Two who edit


def test_of_two_who_save_the_second_gets_both_texts(database, anna):
    bank_id = make(database, anna)
    save(database, anna, bank_id, 1, titled("First"))

    with pytest.raises(HasChanged) as conflict:
        save(database, anna, bank_id, 1, titled("Second"))

    assert (conflict.value.number, conflict.value.text) == (2, titled("First"))
    assert "You saved version 2 in another window" in str(conflict.value)
    assert text_of(database, anna, bank_id) == titled("First")


def test_two_who_save_the_same_agree(database, anna):
    bank_id = make(database, anna)
    save(database, anna, bank_id, 1, titled("Same"))

    assert save(database, anna, bank_id, 1, titled("Same")) == 2


def test_what_is_set_aside_is_in_the_history(database, anna):
    bank_id = make(database, anna)
    save(database, anna, bank_id, 1, titled("Theirs"))

    with database.transaction() as session:
        number = editing.set_aside(session, anna, bank_id, 2, titled("Mine"), NOW)

    assert number == 4
    assert text_of(database, anna, bank_id) == titled("Theirs")
    assert text_of(database, anna, bank_id, 3) == titled("Mine")


# Names


def test_a_name_that_is_taken_gets_a_number_on_a_copy(database, anna):
    make(database, anna)

    with database.transaction() as session:
        second = editing.duplicate(session, anna, make(database, anna, titled("B", "b")), NOW)

    third = make(database, anna)
    assert held(database, anna, second).slug == "b-2"
    assert held(database, anna, third).slug == "test-ban-2"
    assert text_of(database, anna, third) == BANK.replace("id: test-ban", "id: test-ban-2", 1)


def test_a_bank_is_not_renamed_to_a_name_that_is_taken(database, anna):
    make(database, anna)
    other = make(database, anna, titled("Other", "other"))

    with pytest.raises(NameIsTaken, match="another bank with the id “test-ban”"):
        save(database, anna, other, 1, BANK)

    assert held(database, anna, other).latest == 1


def test_two_teachers_may_use_one_name(database, anna):
    make(database, anna)

    theirs = make(database, teacher(database, "Boris"))

    assert theirs


def test_a_starter_can_be_published_once_it_has_a_question(database, anna, shelf):
    question: Fields = {"id": "q1", "type": "open", "stem": "What would you ask?"}
    for title in ("A new bank", "«Ё»: 'it'", "x" * 400, "Договор", "1e5"):
        bank_id = make(database, anna, editing.starter(title))
        with pytest.raises(HasErrors):
            publish(database, shelf, anna, bank_id)
        with database.transaction() as session:
            Change(session, Decks(), anna, bank_id, NOW).add(question)
        publish(database, shelf, anna, bank_id, 2)

        assert shelf.bank(f"own/{bank_id}").bank.title == title[:200]


# Publishing


def test_what_is_published_is_in_the_library(database, anna, shelf):
    bank_id = make(database, anna)

    publish(database, shelf, anna, bank_id)

    assert shelf.bank(f"own/{bank_id}").text == BANK


def test_a_draft_changes_nothing_that_is_published(database, anna, shelf):
    bank_id = make(database, anna)
    publish(database, shelf, anna, bank_id)

    save(database, anna, bank_id, 1, titled("Draft"))

    assert shelf.bank(f"own/{bank_id}").text == BANK


@pytest.mark.parametrize("text", [BROKEN, FAULTY, "", "id: test-ban"])
def test_errors_keep_a_version_from_being_published(database, anna, shelf, text):
    bank_id = make(database, anna)
    save(database, anna, bank_id, 1, text)

    with pytest.raises(HasErrors):
        publish(database, shelf, anna, bank_id, 2)

    with pytest.raises(NoSuchBank):
        shelf.bank(f"own/{bank_id}")


def test_an_error_is_told_with_line_and_column(shelf):
    found = Checker(shelf).check(FAULTY, "test-ban")

    line = FAULTY.splitlines().index("      - {id: minister, text: The minister, correct: maybe}")
    (problem,) = found.errors
    assert told(problem)[:2] == (line + 1, 53)


def test_a_picture_that_is_not_here_is_an_error(shelf):
    media = "    media: {file: none.png, alt: A line.}\n    skill: attribution\n"
    text = BANK.replace("    skill: attribution\n", media, 1)

    assert [p.code for p in Checker(shelf).check(text, "test-ban").errors] == ["MEDIA001"]


def test_warnings_do_not_keep_it_back(database, anna, shelf):
    text = BANK.replace("Who says that the talks go on?", "Who does NOT say that they go on?")
    bank_id = make(database, anna, text)

    assert Checker(shelf).check(text, "test-ban").warnings
    publish(database, shelf, anna, bank_id)


def test_a_game_keeps_the_version_it_started_with(database, anna, shelf):
    bank_id = make(database, anna)
    publish(database, shelf, anna, bank_id)
    live = open_live(database, shelf)
    game = live.rooms.create(f"own/{bank_id}", None, Rules(), NOW)

    save(database, anna, bank_id, 1, titled("Later"))
    publish(database, shelf, anna, bank_id, 2)
    with database.transaction() as session:
        editing.delete(session, anna, bank_id, NOW)
    live.close()
    again = open_live(database, Library(shelf._folders, database))

    assert again.rooms.room(game.id).table.bank.title == "The talks on a test ban"
    again.close()


def test_an_own_bank_is_practised(database, anna, shelf):
    bank_id = make(database, anna, titled("Mine"))
    publish(database, shelf, anna, bank_id)

    with database.transaction() as session:
        attempt = study.start(session, shelf, "l1", f"own/{bank_id}", NOW, 3)
        step = study.step_at(session, shelf, "l1", attempt, 1, NOW)

    assert (step.title, step.total) == ("Mine", 3)


# Taking away


def test_what_is_deleted_can_be_brought_back(database, anna, shelf):
    bank_id = make(database, anna)
    publish(database, shelf, anna, bank_id)
    with database.transaction() as session:
        editing.delete(session, anna, bank_id, NOW)

    with pytest.raises(NoSuchOwnBank):
        held(database, anna, bank_id)
    with pytest.raises(NoSuchBank):
        shelf.bank(f"own/{bank_id}")
    with database.transaction() as session:
        editing.bring_back(session, anna, bank_id)

    assert held(database, anna, bank_id)
    assert shelf.bank(f"own/{bank_id}")


def test_a_deleted_name_is_free_and_then_taken(database, anna):
    bank_id = make(database, anna)
    with database.transaction() as session:
        editing.delete(session, anna, bank_id, NOW)
    make(database, anna)

    with pytest.raises(NameIsTaken), database.transaction() as session:
        editing.bring_back(session, anna, bank_id)

    assert held(database, anna, bank_id, deleted=True).is_deleted


def test_after_thirty_days_it_is_gone(database, anna):
    bank_id = make(database, anna)
    with database.transaction() as session:
        editing.delete(session, anna, bank_id, NOW)

    with database.transaction() as session:
        editing.purge(session, NOW + KEPT_DELETED)
    assert held(database, anna, bank_id, deleted=True)
    with database.transaction() as session:
        editing.purge(session, NOW + KEPT_DELETED + timedelta(seconds=1))

    with pytest.raises(NoSuchOwnBank):
        held(database, anna, bank_id, deleted=True)


# Refusals


@pytest.mark.parametrize("number", [0, 2, 2**31, 10**30, -1])
def test_a_version_that_never_was_is_told(database, anna, number):
    bank_id = make(database, anna)

    with pytest.raises(NoSuchVersion):
        text_of(database, anna, bank_id, number)


@pytest.mark.parametrize("slug", ["own/none", "own/", "own/\0"])
def test_the_library_knows_no_other_own_bank(shelf, slug):
    with pytest.raises(NoSuchBank):
        shelf.bank(slug)
