"""Pictures that teachers bring: whose they are, who sees them, and how long they stay."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from sqlalchemy import text

from quizapp.core.media import FoundMedia
from quizapp.formats.redrawn import redraw
from quizapp.services.kept_pictures import NAMES_LIMIT, name_for, names_in
from quizapp.services.pictures import NoSuchPicture
from quizapp.services.workspace import editing, illustrating, publishing, rights
from quizapp.services.workspace.changing import Change
from quizapp.services.workspace.checking import Checker
from quizapp.services.workspace.deck import Decks
from quizapp.services.workspace.faults import (
    MayOnlyRead,
    NoSuchOwnBank,
    NotItsPicture,
    PicturesAreFull,
)
from quizapp.services.workspace.sharing import make_link, share, unshare
from tests.pictures import drawn, pictured, write_picture
from tests.services.workspace.desk import make, save
from tests.world import BANK, NOW, write

PICTURE = redraw(drawn())
NAME = name_for(PICTURE.data)
SHOWN = pictured().replace("envelopes.png", NAME)
LATER = NOW + timedelta(days=2)


@pytest.fixture
def bank(database, anna):
    """A bank of Anna's whose second version shows a picture that she brought."""
    bank_id = make(database, anna)
    bring(database, anna, bank_id)
    save(database, anna, bank_id, 1, SHOWN)
    return bank_id


def bring(database, who, bank_id, now=NOW):
    with database.transaction() as session:
        return illustrating.bring(session, who, bank_id, PICTURE, now, limit_bytes=10**6)


def sees(database, who):
    """Whether the teacher, or anybody (None), gets the picture."""
    with database.reading() as session:
        try:
            return rights.authorised_picture(session, who, NAME) == PICTURE.data
        except NoSuchPicture:
            return False


def publish(database, shelf, who, bank_id, number=2):
    publishing.publish(database, Checker(shelf), who, bank_id, number)


def purge(database, now):
    with database.transaction() as session:
        editing.purge(session, now)
        illustrating.purge(session, now)


def delete(database, who, bank_id):
    with database.transaction() as session:
        editing.delete(session, who, bank_id, NOW)


def address(bank):
    media = bank.questions[0].media
    return media.picture.address if isinstance(media, FoundMedia) else None


def test_a_picture_is_named_by_what_it_holds(database, anna, bank):
    other = make(database, anna)

    assert bring(database, anna, other) == bring(database, anna, bank) == NAME


def test_a_bank_with_its_picture_has_no_error_and_shows_it(database, shelf, anna, bank):
    assert Checker(shelf).check(SHOWN, "test-ban").errors == ()

    publish(database, shelf, anna, bank)

    assert address(shelf.bank(f"own/{bank}").bank) == NAME


def test_a_picture_that_comes_after_its_name_mends_the_error(database, shelf, anna):
    bank_id, checker = make(database, anna, SHOWN), Checker(shelf)
    assert [p.code for p in checker.check(SHOWN, "test-ban").errors] == ["MEDIA001"]

    bring(database, anna, bank_id)

    assert checker.check(SHOWN, "test-ban").errors == ()


# Who sees it


def test_before_it_is_published_its_people_alone_see_it(database, anna, boris, bank):
    assert [sees(database, who) for who in (anna, boris, None)] == [True, False, False]

    with database.transaction() as session:
        share(session, anna, bank, "Boris", "read")
    assert sees(database, boris)

    with database.transaction() as session:
        unshare(session, anna, bank, boris.id)
    assert not sees(database, boris)


def test_once_it_is_published_everybody_sees_it(database, shelf, anna, bank):
    publish(database, shelf, anna, bank)

    assert sees(database, None)


def test_a_name_alone_gives_nobody_a_picture(database, shelf, anna, boris, bank):
    theirs = make(database, boris, SHOWN)

    assert not sees(database, boris)
    with pytest.raises(NotItsPicture):
        publish(database, shelf, boris, theirs, 1)
    assert not sees(database, None)
    assert address(shelf.bank(f"own/{theirs}/1").bank) is None


def test_only_who_may_change_the_bank_brings_a_picture(database, anna, boris):
    bank_id = make(database, anna)
    with pytest.raises(NoSuchOwnBank):
        bring(database, boris, bank_id)

    with database.transaction() as session:
        share(session, anna, bank_id, "Boris", "read")
    with pytest.raises(MayOnlyRead):
        bring(database, boris, bank_id)


# Where it goes along


def test_a_copy_has_the_picture_when_the_original_is_gone(database, shelf, anna, boris, bank):
    with database.transaction() as session:
        mine = editing.duplicate(session, anna, bank, NOW)
        make_link(session, anna, bank)
        token = rights.authorised(session, anna, bank, "own").copy_token or ""
        theirs = editing.copy_by_link(session, boris, token, NOW)
    delete(database, anna, bank)

    purge(database, NOW + timedelta(days=40))

    assert sees(database, boris)
    for who, copy in ((anna, mine), (boris, theirs)):
        publish(database, shelf, who, copy, 1)
        assert address(shelf.bank(f"own/{copy}").bank) == NAME


def test_a_question_takes_its_picture_to_another_bank(database, shelf, anna, bank):
    other = make(database, anna, BANK.replace("id: test-ban", "id: other"))
    with database.transaction() as session:
        card = Change(session, Decks(), anna, bank, NOW).deck.at(1)
        Change(session, Decks(), anna, other, NOW).take([card.fields], ["wire"], "moved here")
    delete(database, anna, bank)
    purge(database, NOW + timedelta(days=40))

    publish(database, shelf, anna, other)

    assert FoundMedia in [type(q.media) for q in shelf.bank(f"own/{other}").bank.questions]


def test_an_earlier_version_comes_back_with_its_picture(database, shelf, anna, bank):
    save(database, anna, bank, 2, BANK)
    purge(database, LATER)
    with database.transaction() as session:
        number = editing.restore(session, anna, bank, 2, NOW)

    publish(database, shelf, anna, bank, number)

    assert address(shelf.bank(f"own/{bank}").bank) == NAME


def test_what_was_played_shows_its_picture_for_good(database, shelf, anna, bank):
    publish(database, shelf, anna, bank)
    played = shelf.bank(f"own/{bank}")
    with database.transaction() as session:
        shelf.keep(session, played, NOW)
    delete(database, anna, bank)

    purge(database, NOW + timedelta(days=40))

    with database.reading() as session:
        assert address(shelf.version(session, played.digest)) == NAME
    assert sees(database, None)


def test_a_pulled_bank_among_the_files_shows_it_to_all_and_changes_nothing_that_was_played(
    database, shelf, anna, questions, bank
):
    publish(database, shelf, anna, bank)
    played = shelf.bank(f"own/{bank}")
    write(questions / "banks" / "pulled.yaml", SHOWN.replace("id: test-ban", "id: pulled", 1))
    without = shelf.bank("pulled")
    with database.transaction() as session:
        shelf.keep(session, played, NOW)
        shelf.keep(session, without, NOW)

    write_picture(questions, PICTURE.data, NAME)

    assert address(shelf.bank("pulled").bank) == NAME
    assert shelf.picture(NAME) == (PICTURE.data, "image/webp")
    with database.reading() as session:
        assert address(shelf.version(session, played.digest)) == NAME
        assert address(shelf.version(session, without.digest)) is None


# How long it stays


def test_a_picture_that_no_version_names_goes_after_a_day(database, anna):
    bring(database, anna, make(database, anna))

    purge(database, NOW + timedelta(hours=20))
    assert sees(database, anna)

    purge(database, LATER)
    assert not sees(database, anna)


def test_a_picture_goes_with_the_last_bank_that_has_it(database, anna, bank):
    delete(database, anna, bank)
    purge(database, LATER)
    assert sees(database, anna)

    purge(database, NOW + timedelta(days=40))

    assert not sees(database, anna)


def test_what_a_draft_names_stays(database, anna, bank):
    purge(database, NOW + timedelta(days=400))

    assert sees(database, anna)


# Room


@pytest.mark.parametrize("database_kind", ["postgresql"])  # SQLite has one writer at a time
def test_of_two_pictures_at_once_only_one_gets_the_last_room(database, anna):
    one, other = redraw(drawn(size=(40, 30))), redraw(drawn(size=(30, 40)))
    room = max(len(one.data), len(other.data))
    first, second = make(database, anna), make(database, anna)

    def bring_other():
        with database.transaction() as session:
            illustrating.bring(session, anna, second, other, NOW, limit_bytes=room)

    with ThreadPoolExecutor(1) as beside:
        with database.transaction() as session:
            illustrating.bring(session, anna, first, one, NOW, limit_bytes=room)
            later = beside.submit(bring_other)
            until_it_waits(database, later)
        with pytest.raises(PicturesAreFull):
            later.result(timeout=60)


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_an_upload_and_a_picture_for_the_same_bank_wait_for_each_other_in_turn(database, anna):
    bank = make(database, anna)
    other = redraw(drawn(size=(30, 40)))

    with ThreadPoolExecutor(1) as beside:
        with database.transaction() as session:  # as an upload: the text, then its pictures
            editing.save(session, anna, bank, 1, BANK + "# more\n", NOW)
            later = beside.submit(bring, database, anna, bank)
            until_it_waits(database, later)
            illustrating.bring(session, anna, bank, other, NOW, limit_bytes=10**6)

        assert later.result(timeout=60) == NAME


def until_it_waits(database, deed):
    """Until the deed waits for a lock in this database, or is done."""
    query = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    while not wait([deed], timeout=0.02).done:
        with database.reading() as session:
            if session.scalar(text(query)):
                return


# Bad input


def test_names_are_found_in_any_text_and_not_without_end():
    many = "".join(f"{n:032x}.webp\n" for n in range(NAMES_LIMIT + 5))

    assert names_in(f"title: [\n{NAME}, .webp x{NAME[1:]} {NAME.upper()}") == {NAME}
    assert len(names_in(many)) == NAMES_LIMIT


def test_a_text_that_names_thousands_is_saved(database, anna):
    many = BANK + "".join(f"# {n:032x}.webp\n" for n in range(20_000))

    assert make(database, anna, many)
