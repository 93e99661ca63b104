"""Search over a teacher's banks: by the index, and by the text where the index is behind."""

import re

import pytest

from quizapp.services.workspace import searching
from quizapp.services.workspace.changing import Change
from quizapp.services.workspace.deck import Decks
from quizapp.services.workspace.finding import Wanted
from quizapp.services.workspace.margin import Judged
from quizapp.services.workspace.sharing import share
from tests.services.workspace.desk import BROKEN, make, save, teacher, titled
from tests.world import BANK, NOW

IDS = re.findall("^  - id: (.*)$", BANK, re.M)


@pytest.fixture(params=["indexed", "behind"])
def found(request, database, anna):
    """Keys of what is found, with an index that is up to date and with one that is behind."""

    def search(who=anna, **wanted):
        if request.param == "indexed":
            searching.refresh(database, Decks())
        with database.reading() as session:
            hits = searching.search(
                session, Decks(), who, Wanted(**wanted), lambda _deck, _card: Judged(None, ())
            )
        return [hit.card.key for hit in hits.found]

    return search


def test_questions_are_found_by_words_of_any_of_their_texts(bank, found):
    assert found(words="talks go") == ["who-said"]
    assert found(words="TALKS minis") == ["who-said"]
    assert found(words="ambassador passes") == ["who-said"]
    assert found(words="nothing of the kind") == []
    assert found(words="choices") == []
    assert found() == IDS


@pytest.mark.parametrize(
    "words", ['"', "a OR b", "talks*", "-talks", "NEAR(talks go)", "' & !", "\0", "(", "%"]
)
def test_words_are_never_operators(bank, found, words):
    assert isinstance(found(words=words), list)


def test_questions_are_found_by_what_they_are(bank, found):
    assert found(kind="true_false") == ["says-when"]
    assert found(skill="attribution", words="talks") == ["who-said"]
    assert found(source="wire", kind="multiple") == ["what-is-named"]
    assert found(source="other") == []
    assert found(tag="none") == []
    assert found(state="sound", kind="multiple") == ["what-is-named"]
    assert found(state="error") == []


def test_own_and_shared_banks_are_searched_and_no_others(database, anna, bank, found):
    boris, clara = teacher(database, "Boris"), teacher(database, "Clara")
    make(database, boris, titled("His"))
    with database.transaction() as session:
        share(session, anna, bank, "Boris", "read")

    assert found(words="minister talks") == ["who-said"]
    assert found(who=boris, words="minister talks") == ["who-said", "who-said"]
    assert found(who=clara, words="minister talks") == []


def test_what_is_changed_is_found_at_once(database, anna, bank, found):
    found()

    with database.transaction() as session:
        change = Change(session, Decks(), anna, bank, NOW)
        card = change.deck.card("says-when")
        change.write(card.key, card.digest, {**card.fields, "stem": "A zeppelin?"})
        change.tag(["who-said"], "week-3")
        change.delete(["what-is-named"])

    assert found(words="zeppelin") == ["says-when"]
    assert found(tag="week-3") == ["who-said"]
    assert found(words="city missile price") == []


def test_a_text_that_cannot_be_read_is_left_out(database, anna, bank, found):
    save(database, anna, bank, 1, BROKEN)

    assert found(words="talks") == []


def test_the_index_follows_a_change_without_being_rebuilt(database, anna, bank):
    searching.refresh(database, Decks())

    with database.transaction() as session:
        change = Change(session, Decks(), anna, bank, NOW)
        change.move("who-said", 3)
        change.add({"id": "last", "type": "open", "stem": "A zeppelin?"})

    with database.reading() as session:
        hits = searching.search(
            session, Decks(), anna, Wanted(words="zep"), lambda _deck, _card: Judged(None, ())
        )
    assert [(hit.card.key, hit.bank.is_indexed) for hit in hits.found] == [("last", True)]
