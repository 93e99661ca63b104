"""Questions changed one by one: versions, ways back, and what happens between two people."""

from datetime import timedelta

import pytest

from quizapp.formats import house
from quizapp.services.workspace import history, thinning
from quizapp.services.workspace.faults import (
    CardChanged,
    MayOnlyRead,
    NoRoom,
    NoSuchCard,
    NoSuchOwnBank,
    NotInCards,
)
from quizapp.services.workspace.sharing import share
from tests.services.workspace.desk import IDS, make, teacher, worded
from tests.world import BANK, NOW


def ids(text):
    found = house.read_bank(text.encode(), "test-ban.yaml").bank
    return [q.id for q in found.questions] if found else []


def test_one_question_changes_and_every_other_line_stays(change, text):
    worded(change, "says-when", "The report names a day.")

    assert text() == BANK.replace(
        "The report says when the talks began.", "The report names a day."
    )
    assert text(1) == BANK


def test_what_is_not_changed_is_no_version(change):
    card = change(lambda c: c.deck.card("says-when"))

    assert change(lambda c: c.write(card.key, card.digest, card.fields)) == card
    assert change(lambda c: c.base) == 1


def test_two_people_may_change_two_questions(change, text):
    first, second = change(lambda c: (c.deck.card(IDS[0]), c.deck.card(IDS[1])))

    change(lambda c: c.write(first.key, first.digest, {**first.fields, "stem": "One?"}))
    change(lambda c: c.write(second.key, second.digest, {**second.fields, "stem": "Two?"}))

    assert "stem: One?" in text()
    assert "stem: Two?" in text()


def test_of_two_who_change_one_question_the_second_is_told(change, text):
    card = change(lambda c: c.deck.card("says-when"))
    worded(change, "says-when", "Theirs.")

    with pytest.raises(CardChanged, match="was changed while you were writing"):
        change(lambda c: c.write(card.key, card.digest, {**card.fields, "stem": "Mine."}))

    change(lambda c: c.set_aside(card.key, {**card.fields, "stem": "Mine."}))
    assert "stem: Theirs." in text()
    assert "stem: Mine." in text(3)


def test_what_was_chosen_from_two_texts_keeps_both_for_good(database, change, text):
    card = change(lambda c: c.deck.card("says-when"))
    worded(change, "says-when", "Theirs.")
    now = change(lambda c: c.deck.card("says-when"))
    mine = {**card.fields, "stem": "Mine.", "hint": "My hint."}

    change(lambda c: c.choose("says-when", now.digest, mine, {**now.fields, "hint": "My hint."}))
    thinning.thin(database, NOW + timedelta(days=2))

    assert "stem: Theirs." in text()
    assert "hint: My hint." in text()
    assert "stem: Mine." in text(3)
    assert "stem: Theirs." in text(2)


def test_who_changes_a_question_that_is_gone_is_told(change, text):
    card = change(lambda c: c.deck.card("says-when"))
    change(lambda c: c.delete(["says-when"]))

    with pytest.raises(CardChanged, match="Nothing is lost"):
        change(lambda c: c.write(card.key, card.digest, card.fields))

    assert "says-when" not in ids(text())


def test_a_new_question_stands_at_the_end_or_behind_another(change, text):
    new = {"type": "open", "stem": "What would you ask?"}

    change(lambda c: c.add({"id": "last", **new}))
    change(lambda c: c.add({"id": "second", **new}, after=IDS[0]))

    assert ids(text()) == [IDS[0], "second", *IDS[1:], "last"]


def test_a_copy_stands_behind_its_question_under_another_id(change, text):
    copy = change(lambda c: c.duplicate(IDS[1]))

    assert ids(text())[:4] == [IDS[0], IDS[1], copy.key, IDS[2]]
    assert copy.text("stem") == "What does the report name?"


@pytest.mark.parametrize(("to", "place"), [(1, 1), (3, 3), (-4, 1), (99, len(IDS))])
def test_a_question_is_moved_to_a_place(change, text, to, place):
    moved = change(lambda c: c.move(IDS[1], to))

    left = [i for i in IDS if i != IDS[1]]
    assert moved.number == place
    assert ids(text()) == [*left[: place - 1], IDS[1], *left[place - 1 :]]
    assert sorted(text().splitlines()) == sorted(BANK.splitlines())


def test_what_was_deleted_comes_back_where_it_was(change, text):
    version = change(lambda c: c.delete([IDS[1], IDS[3]]))
    assert ids(text()) == [i for i in IDS if i not in (IDS[1], IDS[3])]

    count = change(lambda c: c.bring_back(version, [IDS[1], IDS[3]]))

    assert count == 2
    assert text() == BANK
    assert change(lambda c: c.bring_back(version, [IDS[1]])) == 0


def test_the_last_question_can_go_and_come_back(change, text):
    version = change(lambda c: c.delete(IDS))
    assert "questions: []" in text()

    change(lambda c: c.bring_back(version, IDS))

    assert text() == BANK


def test_tags_are_put_on_many_and_taken_off(change, text):
    assert change(lambda c: c.tag(IDS[:2], "week-3")) == 2
    assert change(lambda c: c.tag(IDS[:3], "week-3")) == 1
    assert text().count("tags: [week-3]") == 3

    assert change(lambda c: c.tag(IDS, "week-3", is_off=True)) == 3

    assert text() == BANK


def test_questions_go_to_another_bank_with_their_source(database, change, anna):
    other = make(database, anna, BANK.replace("id: test-ban", "id: other").replace("[wire]", "[]"))
    cards = change(lambda c: [c.deck.card(key) for key in IDS[:2]])

    taken = change(
        lambda c: c.take([card.fields for card in cards], ["wire"], "moved here"), bank_id=other
    )

    assert [card.number for card in taken] == [len(IDS) + 1, len(IDS) + 2]
    assert not {card.key for card in taken} & set(IDS)
    assert change(lambda c: c.deck.sources, bank_id=other) == ("wire",)


def test_questions_with_one_id_are_told_apart_by_their_places(database, anna, change):
    twice = BANK.replace("id: what-is-named", "id: who-said")
    bank_id = make(database, anna, twice.replace("id: test-ban", "id: twice"))

    keys = change(lambda c: [card.key for card in c.deck], bank_id=bank_id)

    assert keys[:3] == ["@1", "@2", "says-when"]
    worded(lambda deed: change(deed, bank_id=bank_id), "@2", "The second.")


# Refusals


def test_a_bank_has_no_room_without_end(change):
    stems = tuple({"id": f"q{n}", "type": "open", "stem": "x" * 2000} for n in range(500))

    with pytest.raises(NoRoom):
        change(lambda c: c.take(stems, (), "too many"))


def test_what_cannot_be_taken_apart_is_for_the_text_editor(database, anna, change):
    bank_id = make(database, anna, "id: odd\nquestions: [{id: a, type: open, stem: b}]\n")

    with pytest.raises(NotInCards):
        change(lambda c: c.deck, bank_id=bank_id)


@pytest.mark.parametrize("deed", ["duplicate", "move", "delete"])
def test_a_question_that_is_not_there_cannot_be_changed(change, deed):
    deeds = {
        "duplicate": lambda c: c.duplicate("nothing"),
        "move": lambda c: c.move("nothing", 1),
        "delete": lambda c: c.delete(["nothing"]),
    }

    with pytest.raises(NoSuchCard):
        change(deeds[deed])


def test_only_who_may_change_the_bank_changes_its_questions(database, anna, bank, change):
    boris, clara = teacher(database, "Boris"), teacher(database, "Clara")
    with database.transaction() as session:
        share(session, anna, bank, "Boris", "read")

    with pytest.raises(MayOnlyRead):
        change(lambda c: c.delete(IDS), who=boris)
    with pytest.raises(NoSuchOwnBank):
        change(lambda c: c.delete(IDS), who=clara)


def test_what_a_form_saves_in_one_sitting_is_one_line_of_the_history(database, anna, bank, change):
    for words in ("One", "Two", "Three"):
        worded(change, "says-when", words)
    change(lambda c: c.move("says-when", 1))
    worded(change, "says-when", "Four")
    worded(change, "says-when", "Five")

    with database.reading() as session:
        _, found = history.versions(session, anna, bank)

    assert [(v.number, v.since, v.saves, v.how) for v in found] == [
        (7, 6, 2, "autosaved"), (5, 5, 1, "question moved"), (4, 2, 3, "autosaved"),
        (1, 1, 1, "uploaded"),
    ]  # fmt: skip
