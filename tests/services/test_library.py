"""Content from folders: read again when it changes, never lost when a file breaks."""

import hashlib
import os
from pathlib import Path

import pytest

from quizapp.services.library import Library, NoSuchBank, content_files, read_shelf
from tests import world
from tests.world import BANK, NOW, write

OTHER = BANK.replace("id: test-ban", "id: other")


def told(shelf):
    """The errors; what the linter warns of is its own matter."""
    errors = [p for p in shelf.problems if p.severity == "error"]
    return [f"{Path(p.file).name}:{p.line}:{p.column} {p.code}" for p in errors]


def test_a_shelf_holds_banks_and_ledgers_by_their_names(library):
    shelf = library.shelf()

    assert (set(shelf.banks), set(shelf.ledgers)) == ({"test-ban"}, {"wire"})
    assert library.bank("test-ban").bank == world.bank()


def test_a_bank_comes_with_its_very_text_and_the_hash_of_it(library):
    found = library.bank("test-ban")

    assert found.text == BANK
    assert found.digest == hashlib.sha256(BANK.encode()).hexdigest()


def test_nothing_is_read_again_while_no_file_changes(library):
    assert library.shelf() is library.shelf()


def test_a_changed_file_is_served_without_a_restart(library, questions):
    library.shelf()

    write(questions / "banks" / "test-ban.yaml", BANK.replace("The talks on", "Talks about"))

    assert library.bank("test-ban").bank.title == "Talks about a test ban"


def test_a_new_file_is_served_without_a_restart(library, questions):
    library.shelf()

    write(questions / "banks" / "other.yaml", OTHER)

    assert set(library.shelf().banks) == {"test-ban", "other"}


def test_a_deleted_file_is_gone(library, questions):
    library.shelf()

    (questions / "banks" / "test-ban.yaml").unlink()

    assert library.shelf().banks == {}


def test_a_broken_file_keeps_its_last_good_version_and_leaves_the_others_alone(library, questions):
    write(questions / "banks" / "other.yaml", OTHER)
    good = library.bank("test-ban")

    write(questions / "banks" / "test-ban.yaml", "schema: 1\nid: [\n")

    assert library.bank("test-ban") == good
    assert library.bank("other").bank.id == "other"
    assert told(library.shelf()) == ["test-ban.yaml:3:1 YAML004"]


def test_a_broken_ledger_keeps_its_last_good_version(library, questions):
    good = library.shelf().ledgers["wire"]

    write(questions / "sources" / "wire.yaml", "schema: 1\n")

    assert library.shelf().ledgers == {"wire": good}
    assert {fault.split()[1] for fault in told(library.shelf())} == {"LEDGER001"}


def test_a_mended_file_is_served_again(library, questions):
    path = questions / "banks" / "test-ban.yaml"
    write(path, "broken: [\n")
    library.shelf()

    write(path, BANK)

    assert told(library.shelf()) == []
    assert library.bank("test-ban").bank == world.bank()


def test_a_file_that_was_never_good_hides_no_other(library, questions):
    write(questions / "banks" / "broken.yaml", "id: [\n")

    assert set(library.shelf().banks) == {"test-ban"}


def test_a_file_with_one_bad_question_serves_the_rest(library, questions):
    write(questions / "banks" / "test-ban.yaml", BANK.replace("type: single", "type: singel"))

    assert len(library.bank("test-ban").bank.questions) == 5


def test_an_own_folder_stands_beside_the_shipped_one(questions, tmp_path):
    write(tmp_path / "own" / "banks" / "other.yaml", OTHER)

    shelf = Library((questions, tmp_path / "own")).shelf()

    assert set(shelf.banks) == {"test-ban", "other"}
    assert told(shelf) == []  # a bank of one folder may rest on a ledger of the other


def test_a_name_that_is_taken_is_a_problem_and_the_first_file_wins(questions, tmp_path):
    own = write(
        tmp_path / "own" / "banks" / "test-ban.yaml", BANK.replace("The talks on", "My talks on")
    )

    shelf = Library((questions, tmp_path / "own")).shelf()

    assert shelf.banks["test-ban"].bank.title == "The talks on a test ban"
    assert [(p.file, p.code) for p in shelf.problems if p.severity == "error"] == [
        (str(own), "FILE001")
    ]


def test_a_folder_that_is_missing_is_empty(tmp_path):
    assert Library((tmp_path / "nowhere",)).shelf().banks == {}


def test_a_file_that_cannot_be_read_hides_no_other(library, questions):
    (questions / "banks" / "folder.yaml").mkdir()
    (questions / "banks" / "gone.yaml").symlink_to(questions / "nowhere.yaml")

    shelf = library.shelf()

    assert set(shelf.banks) == {"test-ban"}
    assert told(shelf) == ["folder.yaml:0:0 FILE002", "gone.yaml:0:0 FILE002"]


def test_a_file_that_can_no_longer_be_read_keeps_its_last_good_version(library, questions):
    good = library.bank("test-ban")
    path = questions / "banks" / "test-ban.yaml"

    path.unlink()
    path.symlink_to(questions / "nowhere.yaml")

    assert library.bank("test-ban") == good


def test_what_an_editor_leaves_beside_a_file_is_not_read(library, questions):
    lock = questions / "banks" / ".#test-ban.yaml"  # as Emacs does
    os.symlink("anna@laptop.4711", lock)
    write(questions / "banks" / "._test-ban.yaml", "\0\5\26\7")  # as macOS does
    write(questions / "banks" / "test-ban.yaml~", "old")

    assert told(library.shelf()) == []
    assert lock not in content_files([questions])
    assert lock not in content_files([questions / "banks"])


# Versions that were played


def test_a_version_that_was_played_outlives_its_file(database, library, questions):
    played = library.bank("test-ban")
    with database.transaction() as session:
        library.keep(session, played, NOW)

    (questions / "banks" / "test-ban.yaml").unlink()

    with database.reading() as session:
        assert Library((questions,)).version(session, played.digest) == played.bank


def test_a_bank_with_a_byte_order_mark_can_be_played(database, library, questions):
    path = questions / "banks" / "test-ban.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + BANK.replace("\n", "\r\n").encode())
    played = library.bank("test-ban")
    with database.transaction() as session:
        library.keep(session, played, NOW)

    with database.reading() as session:
        assert library.version(session, played.digest) == world.bank()


# What `quizapp check` looks at


def test_files_may_be_named_by_folder_or_one_by_one(questions):
    bank, ledger = questions / "banks" / "test-ban.yaml", questions / "sources" / "wire.yaml"

    assert content_files([questions]) == (ledger, bank)
    assert content_files([questions / "banks"]) == (bank,)
    assert content_files([bank]) == (bank,)


def test_problems_of_all_files_are_told_at_once(questions):
    write(questions / "banks" / "a.yaml", "id: [\n")
    write(questions / "banks" / "b.yaml", BANK)  # its id is not its name

    shelf = read_shelf(content_files([questions]))

    assert told(shelf) == ["a.yaml:2:1 YAML004", "b.yaml:2:5 BANK010"]


# Refusals


def test_a_bank_that_does_not_exist_is_told_so(library):
    with pytest.raises(NoSuchBank, match="There is no bank called “none”"):
        library.bank("none")


def test_a_version_that_was_never_played_is_unknown(database, library):
    with database.reading() as session, pytest.raises(KeyError):
        library.version(session, "0" * 64)
