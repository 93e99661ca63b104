"""Old autosaves are thinned; what somebody saved, restored or published stays, and can be shown."""

from datetime import timedelta

import pytest

from quizapp.services.library import Library
from quizapp.services.workspace import editing, history, publishing, rights, sharing, thinning
from quizapp.services.workspace.checking import Checker
from quizapp.services.workspace.faults import HasChanged, NoSuchVersion
from quizapp.services.workspace.history import AUTOSAVED
from quizapp.services.workspace.thinning import BATCH, REST
from tests.services.workspace.desk import make, titled
from tests.world import NOW, seconds

LATER = NOW + REST + timedelta(hours=1)


def save(database, who, bank_id, second, how=AUTOSAVED):
    """Another version, so many seconds after the bank was made; its number."""
    with database.transaction() as session:
        base = rights.authorised(session, who, bank_id, "edit").latest
        text = titled(f"Title {base + 1}")
        return editing.save(session, who, bank_id, base, text, seconds(second), how)


def numbers(database, who, bank_id):
    """The versions that there are, those of one sitting one by one."""
    found = []
    for number in range(1, 100):
        try:
            with database.reading() as session:
                bank = rights.authorised(session, who, bank_id, "read")
                editing.text_of(session, bank, number)
        except NoSuchVersion:
            continue
        found.append(number)
    return found


def lines(database, who, bank_id):
    """What the page of versions shows."""
    with database.reading() as session:
        _, found = history.versions(session, who, bank_id)
    return [(v.number, v.how) for v in found]


def test_of_a_sitting_the_last_autosave_stays(database, anna):
    bank_id = make(database, anna)
    for second in (60, 120, 180, 3600, 3660):
        save(database, anna, bank_id, second)
    shown = lines(database, anna, bank_id)

    thinning.thin(database, LATER + timedelta(hours=1))

    assert numbers(database, anna, bank_id) == [1, 4, 6]
    assert shown == [(6, AUTOSAVED), (4, AUTOSAVED), (1, "uploaded")]
    assert lines(database, anna, bank_id) == shown


def test_nothing_goes_before_a_day_has_passed_over_the_whole_sitting(database, anna):
    bank_id = make(database, anna)
    for second in (60, 120, 180):
        save(database, anna, bank_id, second)

    thinning.thin(database, seconds(150) + REST)

    assert numbers(database, anna, bank_id) == [1, 2, 3, 4]


def test_what_somebody_saved_restored_or_published_stays(database, anna, questions):
    bank_id = make(database, anna)
    save(database, anna, bank_id, 10)
    saved = save(database, anna, bank_id, 20, how="")
    published = save(database, anna, bank_id, 30)
    checker = Checker(Library((questions,), database))
    publishing.publish(database, checker, anna, bank_id, published)
    save(database, anna, bank_id, 40)
    with database.transaction() as session:
        restored = editing.restore(session, anna, bank_id, 1, seconds(50))
    publishing.publish(database, checker, anna, bank_id, restored)
    save(database, anna, bank_id, 60)
    last = save(database, anna, bank_id, 70)

    thinning.thin(database, LATER)

    kept = numbers(database, anna, bank_id)
    assert {1, saved, published, restored, last} <= set(kept)
    assert last - 1 not in kept


def test_each_authors_last_stays(database, anna, boris):
    bank_id = make(database, anna)
    with database.transaction() as session:
        sharing.share(session, anna, bank_id, "Boris", "edit")
    save(database, anna, bank_id, 10)
    save(database, anna, bank_id, 20)
    save(database, boris, bank_id, 30)
    save(database, boris, bank_id, 40)

    thinning.thin(database, LATER)

    assert numbers(database, anna, bank_id) == [1, 3, 5]


def test_a_second_time_and_a_later_sitting_are_thinned_alike(database, anna):
    bank_id = make(database, anna)
    for second in range(10, 10 + 3 * BATCH):
        save(database, anna, bank_id, second)
    thinning.thin(database, LATER)
    thinning.thin(database, LATER)
    first = numbers(database, anna, bank_id)
    day = int(timedelta(days=3).total_seconds())
    for second in (day, day + 10):
        save(database, anna, bank_id, second)

    thinning.thin(database, seconds(day + 20) + REST)

    assert first == [1, 3 * BATCH + 1]
    assert numbers(database, anna, bank_id) == [*first, 3 * BATCH + 3]


def test_a_change_is_shown_against_the_version_that_is_left_before_it(database, anna):
    bank_id = make(database, anna)
    for second in (10, 20, 30):
        save(database, anna, bank_id, second)
    thinning.thin(database, LATER)

    with database.reading() as session:
        change = history.change(session, anna, bank_id, 4)
        named = history.change(session, anna, bank_id, 4, against=3)

    assert (change.against, change.is_next) == (1, True)
    assert (named.against, named.before) == (1, change.before)


def test_who_typed_on_a_version_that_was_thinned_out_loses_nothing(database, anna):
    bank_id = make(database, anna)
    for second in (10, 20, 30):
        save(database, anna, bank_id, second)
    thinning.thin(database, LATER)

    with database.reading() as session:
        bank = rights.authorised(session, anna, bank_id, "edit")
        assert editing.text_from(session, bank, 2) == titled("Title 4")
    with pytest.raises(HasChanged), database.transaction() as session:
        editing.set_aside(session, anna, bank_id, 2, titled("Mine"), LATER)
