"""Which question it is by now that somebody wrote on meanwhile, and who changed it."""

import pytest

from quizapp.services.workspace import editing, rights
from quizapp.services.workspace.conflicts import author_of, found_again, renamed
from quizapp.services.workspace.sharing import share
from tests.services.workspace.desk import IDS, make, teacher, worded
from tests.world import BANK, NOW

NAMELESS = BANK.replace("id: test-ban", "id: nameless").replace("id: what-is-named\n    ", "")


@pytest.fixture
def author(database, anna, bank, change):
    """Who changed the question of that key, as Anna is told."""

    def of(key):
        deck = change(lambda c: c.deck)
        with database.reading() as session:
            held = rights.authorised(session, anna, bank, "edit")
            return author_of(session, held, deck, deck.card(key))

    return of


@pytest.fixture
def colleague(database, anna, bank):
    """Somebody who may change the bank too, by the name."""

    def named(name):
        found = teacher(database, name)
        with database.transaction() as session:
            share(session, anna, bank, name, "edit")
        return found

    return named


@pytest.fixture
def add_as_text(database, bank, text):
    """Somebody adds lines to the second version of the bank."""

    def add(who, more):
        with database.transaction() as session:
            editing.save(session, who, bank, 2, text() + more, NOW)

    return add


# Who changed it


def test_the_one_is_named_who_changed_that_question_not_who_saved_last(change, author, colleague):
    boris = colleague("Boris")
    card, other = change(lambda c: (c.deck.card("says-when"), c.deck.card(IDS[0])))
    change(lambda c: c.write(card.key, card.digest, {**card.fields, "stem": "His."}), who=boris)
    change(lambda c: c.write(other.key, other.digest, {**other.fields, "stem": "Hers."}))

    assert author("says-when") == "Boris"
    assert author(IDS[0]) == "Anna"


def test_who_adds_a_question_as_text_did_not_change_the_one_before_it(
    change, add_as_text, author, colleague
):
    boris, clara = colleague("Boris"), colleague("Clara")
    last = change(lambda c: c.deck.card(IDS[-1]))
    change(lambda c: c.write(last.key, last.digest, {**last.fields, "stem": "His."}), who=boris)
    add_as_text(clara, "\n  - id: new\n    type: open\n    stem: Hers.\n")

    assert author(IDS[-1]) == "Boris"


def test_who_takes_out_the_last_line_of_a_question_changed_it(change, author, colleague):
    boris = colleague("Boris")
    new = {"id": "new", "type": "open", "stem": "What?"}
    change(lambda c: c.add({**new, "hint": "Look."}))
    card = change(lambda c: c.deck.card("new"))
    change(lambda c: c.write("new", card.digest, new), who=boris)

    assert author("new") == "Boris"


def test_nobody_is_named_for_what_was_changed_very_many_versions_ago(change, author):
    worded(change, "says-when", "Theirs.")
    for number in range(20):
        worded(change, IDS[0], f"Another question, {number}.")

    assert author("says-when") == ""


# Which one it is


def test_a_question_under_another_id_is_found_by_what_it_says(database, change, anna, bank, text):
    then = change(lambda c: c.deck)
    with database.transaction() as session:
        editing.save(session, anna, bank, 1, text().replace("id: says-when", "id: when"), NOW)
    now = change(lambda c: c.deck)

    assert renamed(then, now, "says-when") == now.card("when")
    assert renamed(then, now, "nothing") is None


@pytest.fixture
def nameless(database, anna):
    """The id of a bank whose second question has no id, so that its key is its place."""
    return make(database, anna, NAMELESS)


def test_a_question_without_an_id_is_found_at_another_place(change, nameless):
    then = change(lambda c: c.deck, bank_id=nameless)
    mine = then.card("@2")
    change(lambda c: c.move("@2", 4), bank_id=nameless)
    now = change(lambda c: c.deck, bank_id=nameless)

    assert found_again(now, "@2", mine.digest, then) == now.card("@4")


def test_a_question_without_an_id_is_not_taken_for_the_one_at_its_place(database, anna, change):
    twice = NAMELESS.replace("id: says-when\n    ", "").replace("id: nameless", "id: nameless-2")
    bank_id = make(database, anna, twice)
    then = change(lambda c: c.deck, bank_id=bank_id)
    change(lambda c: c.delete(["@2"]), bank_id=bank_id)
    now = change(lambda c: c.deck, bank_id=bank_id)

    assert now.card("@2").text("stem") == "The report says when the talks began."
    assert found_again(now, "@2", then.card("@2").digest, then) is None


def test_a_question_without_an_id_that_was_changed_is_found_at_its_place(change, nameless):
    then = change(lambda c: c.deck, bank_id=nameless)
    worded(lambda deed: change(deed, bank_id=nameless), "@2", "Theirs.")
    now = change(lambda c: c.deck, bank_id=nameless)

    assert found_again(now, "@2", then.card("@2").digest, then) == now.card("@2")


def test_a_question_is_found_when_another_one_takes_its_id(database, anna, bank, change, text):
    then = change(lambda c: c.deck)
    with database.transaction() as session:
        twice = text().replace(f"id: {IDS[1]}", f"id: {IDS[0]}")
        editing.save(session, anna, bank, 1, twice, NOW)
    now = change(lambda c: c.deck)

    assert now.find(IDS[0]) is None
    assert found_again(now, IDS[0], then.card(IDS[0]).digest, then) == now.card("@1")
