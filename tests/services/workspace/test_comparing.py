"""Two texts of a bank beside each other, question by question."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.house_cards import sheet_of
from quizapp.services.workspace.comparing import compare
from quizapp.services.workspace.deck import Deck
from tests.world import BANK

HEAD = "schema: 1\nid: views\ntitle: Views\ndescription: What we think.\nquestions:\n"
NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


def apart(text):
    """A text taken apart."""
    sheet = sheet_of(text)
    assert sheet
    return Deck(sheet)


def deck(*names, stem="What of {}, and why?", head=HEAD):
    """A bank with a question by each name."""
    blocks = (f"  - id: {n}\n    type: open\n    stem: {stem.format(n * 3)}\n" for n in names)
    return apart(head + "".join(blocks))


def ids(cards):
    return [card.block.id for card in cards]


def afterwards(pairs):
    return [after.block.id for _, after in pairs]


def test_what_was_added_deleted_and_changed_is_told_apart():
    old = deck("a", "b", "c")
    new = apart(deck("a", "c", "d").sheet.text.replace("of ccc", "of that"))

    found = compare(old, new)

    assert (ids(found.added), ids(found.deleted)) == (["d"], ["b"])
    assert (afterwards(found.changed), found.moved) == (["c"], ())


def test_a_question_pulled_up_moves_no_other():
    found = compare(deck(*"abcdefgh"), deck(*"abgcdefh"))

    assert [(b.number, a.number) for b, a in found.moved] == [(7, 3)]
    assert not found.changed


def test_a_question_under_another_id_is_the_same_one():
    renamed = apart(deck("a", "b").sheet.text.replace("id: b", "id: other"))

    assert afterwards(compare(deck("a", "b"), renamed).changed) == ["other"]


def test_a_question_under_another_id_that_says_something_else_is_another_one():
    found = compare(deck("a", "b"), deck("a", "x"))

    assert (ids(found.added), ids(found.deleted)) == (["x"], ["b"])


def written(*questions):
    """A bank with these ids and stems."""
    return apart(
        HEAD + "".join(f"  - id: {n}\n    type: open\n    stem: {stem}\n" for n, stem in questions)
    )


CARRIES, NAMED = "Who carries the words of the minister?", "Which treaty is named in part two?"


def test_of_two_with_one_id_the_one_that_says_the_same_is_it():
    found = compare(written(("a", CARRIES), ("a", NAMED)), written(("a", NAMED)))

    assert [card.text("stem") for card in found.deleted] == [CARRIES]
    assert (found.added, found.changed) == ((), ())


def test_another_question_under_the_id_of_a_renamed_one_is_added():
    found = compare(written(("a", CARRIES)), written(("a", NAMED), ("b", CARRIES)))

    assert ids(found.added) == ["a"]
    assert [(b.block.id, a.block.id) for b, a in found.changed] == [("a", "b")]


def test_a_renamed_question_is_found_though_a_word_of_it_changed_too():
    new = written(("a", NAMED), ("b", CARRIES.replace("words", "news")))

    found = compare(written(("a", CARRIES)), new)

    assert (ids(found.added), afterwards(found.changed)) == (["a"], ["b"])


def test_a_question_written_anew_under_its_id_is_changed():
    found = compare(written(("a", CARRIES)), written(("a", NAMED)))

    assert (afterwards(found.changed), found.added, found.deleted) == (["a"], (), ())


def test_a_new_id_and_a_word_more_are_still_the_same_question():
    text = BANK.replace("id: who-said", "id: who-says").replace("talks go on?", "talks will go on?")

    found = compare(apart(BANK), apart(text))

    assert afterwards(found.changed) == ["who-says"]
    assert (found.added, found.deleted) == ((), ())


def test_the_head_is_compared_too():
    found = compare(deck("a"), deck("a", head=HEAD.replace("title: Views", "title: More")))

    assert found.head == (("title", "Views", "More"),)


def test_what_says_the_same_is_only_written_otherwise():
    for text in (
        BANK.replace("\n", "\r\n"),
        BANK.replace("  - id: who-said", "  # a comment\n  - id: who-said"),
        BANK.replace("title:", "# a comment\ntitle:"),
        BANK.replace(
            "stem: Who says that the talks go on?", "stem: 'Who says that the talks go on?'"
        ),
    ):
        found = compare(apart(BANK), apart(text))

        assert (found.is_empty, found.is_rewritten) == (True, True)


@given(NAMES, NAMES)
def test_kept_and_added_are_all_that_is_there(before, after):
    found = compare(deck(*before), deck(*after))

    assert sorted(ids(found.added)) == sorted(set(after) - set(before))
    assert sorted(ids(found.deleted)) == sorted(set(before) - set(after))
    stayed = [n for n in after if n in before and n not in afterwards(found.moved)]
    assert stayed == [n for n in before if n in stayed]


@given(NAMES)
def test_a_bank_differs_from_itself_in_nothing(names):
    found = compare(deck(*names), deck(*names))

    assert found.is_empty
    assert not found.is_rewritten
