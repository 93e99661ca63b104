"""Who may do what with a bank: its owner, a colleague who reads or changes it, everybody else."""

from collections.abc import Callable
from typing import Any

import pytest

from quizapp.services.workspace import editing, history, rights, sharing
from quizapp.services.workspace.faults import MayOnlyRead, NoSuchColleague, NoSuchOwnBank
from tests.services.workspace.desk import save, titled
from tests.world import BANK, NOW


def share(database, anna, bank, right):
    with database.transaction() as session:
        assert sharing.share(session, anna, bank, " boris ", right) == "Boris"


DEEDS: dict[str, Callable[[Any, Any, str], object]] = {
    "read": lambda s, who, bank: rights.authorised(s, who, bank, "read"),
    "versions": history.versions,
    "change": lambda s, who, bank: history.change(s, who, bank, 1),
    "duplicate": lambda s, who, bank: editing.duplicate(s, who, bank, NOW),
    "save": lambda s, who, bank: editing.save(s, who, bank, 1, titled("X"), NOW),
    "restore": lambda s, who, bank: editing.restore(s, who, bank, 1, NOW),
    "set aside": lambda s, who, bank: editing.set_aside(s, who, bank, 1, titled("X"), NOW),
    "share": lambda s, who, bank: sharing.share(s, who, bank, "Boris", "edit"),
    "unshare": lambda s, who, bank: sharing.unshare(s, who, bank, "x"),
    "colleagues": sharing.colleagues,
    "link": sharing.make_link,
    "end link": sharing.end_link,
    "delete": lambda s, who, bank: editing.delete(s, who, bank, NOW),
    "bring back": editing.bring_back,
}
READING = {"read", "versions", "change", "duplicate"}
EDITING = READING | {"save", "restore", "set aside"}


@pytest.mark.parametrize("deed", DEEDS)
def test_a_stranger_finds_nothing(database, boris, bank, deed):
    with pytest.raises(NoSuchOwnBank), database.transaction() as session:
        DEEDS[deed](session, boris, bank)


@pytest.mark.parametrize("deed", sorted(set(DEEDS) - {"share"}))
@pytest.mark.parametrize(("right", "allowed"), [("read", READING), ("edit", EDITING)])
def test_a_colleague_does_what_the_owner_lets_them(  # noqa: PLR0917
    database, anna, boris, bank, right, allowed, deed
):
    share(database, anna, bank, right)

    with database.transaction() as session:
        if deed in allowed:
            DEEDS[deed](session, boris, bank)
        else:
            with pytest.raises(MayOnlyRead):
                DEEDS[deed](session, boris, bank)


def test_a_shared_bank_is_on_both_lists(database, anna, boris, bank):
    share(database, anna, bank, "read")

    with database.reading() as session:
        (annas,) = editing.banks(session, anna)
        (boriss,) = editing.banks(session, boris)

    assert (annas.right, annas.owner) == ("own", "Anna")
    assert (boriss.right, boriss.owner, boriss.id) == ("read", "Anna", annas.id)


def test_what_a_colleague_saves_is_under_their_name(database, anna, boris, bank):
    share(database, anna, bank, "edit")
    save(database, boris, bank, 1, titled("By Boris"))

    with database.reading() as session:
        _, versions = history.versions(session, anna, bank)

    assert [v.author for v in versions] == ["Boris", "Anna"]


def test_another_right_takes_the_place_of_the_first(database, anna, bank, boris):
    share(database, anna, bank, "edit")
    share(database, anna, bank, "read")

    with database.reading() as session:
        assert [c.may_edit for c in sharing.colleagues(session, anna, bank)] == [False]


def test_it_is_shared_no_more(database, anna, boris, bank):
    share(database, anna, bank, "edit")

    with database.transaction() as session:
        sharing.unshare(session, anna, bank, boris.id)

    with pytest.raises(NoSuchOwnBank), database.reading() as session:
        rights.authorised(session, boris, bank, "read")


def test_a_deleted_bank_is_gone_for_colleagues(database, anna, boris, bank):
    share(database, anna, bank, "edit")
    with database.transaction() as session:
        editing.delete(session, anna, bank, NOW)

    with database.reading() as session:
        assert editing.banks(session, boris) == ()
        assert [bank.is_deleted for bank in editing.banks(session, anna)] == [True]


# A link to copy


def link(database, anna, bank):
    with database.transaction() as session:
        sharing.make_link(session, anna, bank)
        return rights.authorised(session, anna, bank, "own").copy_token


def test_a_link_gives_whoever_has_it_a_copy_of_their_own(database, anna, boris, bank):
    token = link(database, anna, bank)

    with database.transaction() as session:
        copy = editing.copy_by_link(session, boris, token, NOW)
        held = rights.authorised(session, boris, copy, "own")
        text = editing.text_of(session, held)

    assert (held.owner, text) == ("Boris", BANK)
    with pytest.raises(NoSuchOwnBank), database.reading() as session:
        rights.authorised(session, boris, bank, "read")


@pytest.mark.parametrize("end", [sharing.make_link, sharing.end_link])
def test_a_link_that_is_replaced_or_ended_leads_nowhere(database, anna, boris, bank, end):
    token = link(database, anna, bank)
    with database.transaction() as session:
        end(session, anna, bank)

    with pytest.raises(NoSuchOwnBank), database.transaction() as session:
        editing.copy_by_link(session, boris, token, NOW)


# Refusals


@pytest.mark.parametrize("name", ["Nobody", "Anna", "", "\0"])
def test_there_is_nobody_to_share_with(database, anna, bank, name):
    with pytest.raises(NoSuchColleague), database.transaction() as session:
        sharing.share(session, anna, bank, name, "read")


@pytest.mark.parametrize("bank", ["", "none", "\0", "x" * 5000])
def test_an_address_that_leads_nowhere_is_told(database, anna, bank):
    with pytest.raises(NoSuchOwnBank), database.reading() as session:
        rights.authorised(session, anna, bank, "read")
