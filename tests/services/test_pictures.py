"""Pictures beside banks: judged, shown by their content, and never swapped under a played game."""

import os

import pytest

from quizapp.core.media import FoundMedia
from quizapp.services.library import Library, content_files, read_shelf
from quizapp.services.pictures import NoSuchPicture
from tests.pictures import ALT, jpeg, moving_png, pictured, png, write_picture
from tests.world import BANK, NOW, write

QUIZ = """\
schema: 1
id: short
title: Short
description: Two of them.
draws: [{bank: test-ban, count: 6}]
"""


@pytest.fixture(autouse=True)
def bank(questions):
    """The small bank, its first question with a picture that is not there yet."""
    return write(questions / "banks" / "test-ban.yaml", pictured())


def problems(shelf):
    return [(p.line, p.column, p.code, p.question) for p in shelf.problems if p.severity == "error"]


def address(bank):
    media = bank.questions[0].media
    return media.picture.address if isinstance(media, FoundMedia) else None


def played(database, library):
    """The digest of the bank as it is now, kept as if it had been played."""
    shelved = library.bank("test-ban")
    with database.transaction() as session:
        library.keep(session, shelved, NOW)
    return shelved.digest


def as_played(database, library, digest):
    with database.reading() as session:
        return library.version(session, digest)


def test_a_picture_beside_the_banks_is_shown_at_an_address_that_tells_its_content(
    library, questions
):
    write_picture(questions, png())

    found = address(library.bank("test-ban").bank)

    # sha256sum of tests.pictures.png(), its first sixteen digits
    assert found == "90754cd85e341b2c.png"
    assert library.picture(found) == (png(), "image/png")
    assert problems(library.shelf()) == []


def test_a_picture_that_comes_later_is_shown_without_a_restart(library, questions):
    assert address(library.bank("test-ban").bank) is None

    write_picture(questions, png())

    assert address(library.bank("test-ban").bank)


def test_a_picture_of_the_data_folder_is_shown_too(questions, tmp_path):
    own = tmp_path / "own"
    write(own / "banks" / "own.yaml", pictured(BANK.replace("id: test-ban", "id: own")))
    write_picture(own, png())

    library = Library((questions, own))

    found = address(library.bank("own").bank)
    assert library.picture(found)[0] == png()


def test_a_quiz_shows_the_pictures_of_what_it_draws(library, questions):
    write_picture(questions, png())
    write(questions / "quizzes" / "short.yaml", QUIZ)

    drawn = library.bank("short").bank

    assert address(drawn) == address(library.bank("test-ban").bank)


def test_another_picture_makes_another_version(library, questions):
    write_picture(questions, png())
    before = library.bank("test-ban")

    write_picture(questions, png(shade=9, width=4))

    after = library.bank("test-ban")
    assert after.text == before.text
    assert after.digest != before.digest


# What was played


def test_a_version_that_was_played_shows_its_picture(database, library, questions):
    write_picture(questions, png())
    digest = played(database, library)

    write(questions / "banks" / "test-ban.yaml", pictured().replace("The talks on", "Talks on"))

    version = as_played(database, Library((questions,)), digest)
    assert address(version)
    assert version.title == "The talks on a test ban"


def test_a_version_never_shows_a_picture_that_it_was_not_played_with(database, library, questions):
    write_picture(questions, png())
    digest = played(database, library)

    write_picture(questions, png(shade=9, width=4))

    version = as_played(database, library, digest)
    assert address(version) is None
    assert version.questions[0].media.alt == ALT


def test_a_version_outlives_its_picture(database, library, questions):
    path = write_picture(questions, png())
    digest = played(database, library)

    path.unlink()

    assert address(as_played(database, library, digest)) is None


# What is wrong with a picture


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "MEDIA004"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "MEDIA004"),
        (jpeg(), "MEDIA004"),
        (png() + b"\0" * 1_000_000, "MEDIA003"),
        (png(4097, 1), "MEDIA003"),
        (png(30_000, 30_000), "MEDIA003"),
        (png(0, 5), "MEDIA003"),
        (moving_png(), "MEDIA005"),
    ],
    ids=["empty", "SVG", "JPEG", "1 MB and more", "wide", "a bomb", "without width", "moving"],
)
def test_a_picture_that_cannot_be_shown_is_told_where_it_is_named(library, questions, data, code):
    write_picture(questions, data)

    assert problems(library.shelf()) == [(10, 19, code, "who-said")]
    assert address(library.bank("test-ban").bank) is None


def test_a_picture_that_is_not_there_is_told_and_its_question_is_asked(library):
    shelf = library.shelf()

    assert problems(shelf) == [(10, 19, "MEDIA001", "who-said")]
    assert "put it in" in shelf.problems[0].message
    assert len(shelf.banks["test-ban"].bank.asked) == 6


def test_a_picture_that_leads_nowhere_is_not_there(library, questions):
    (questions / "media").mkdir()
    os.mkfifo(questions / "media" / "envelopes.png")  # to read it would never end

    assert problems(library.shelf()) == [(10, 19, "MEDIA001", "who-said")]


def test_all_pictures_are_judged_at_once_beside_other_faults(questions, bank):
    text = pictured().replace("type: multiple", "type: multipel")
    last = "    media: {file: lost.png, alt: A lost map of it}\n"
    write(bank, text + last)

    shelf = read_shelf(content_files([bank]))

    assert [p[2:] for p in problems(shelf) if p[2] != "SRC102"] == [
        ("MEDIA001", "who-said"), ("BANK008", ""), ("MEDIA001", "nato-name"),
    ]  # fmt: skip


def test_a_name_that_another_folder_has_is_told_to_the_later_one(questions, tmp_path):
    own = tmp_path / "own"
    path = write(own / "banks" / "own.yaml", pictured(BANK.replace("id: test-ban", "id: own")))
    write_picture(questions, png())
    write_picture(own, png(shade=9))

    found = [p for p in Library((questions, own)).shelf().problems if p.severity == "error"]

    assert [(p.file, p.code) for p in found] == [(str(path), "MEDIA006")]


# Refusals


@pytest.mark.parametrize("asked", ["", "envelopes.png", "../banks/test-ban.yaml", "0" * 16])
def test_a_picture_is_found_by_its_address_alone(library, questions, asked):
    write_picture(questions, png())

    with pytest.raises(NoSuchPicture):
        library.picture(asked)


def test_a_picture_that_no_bank_shows_is_not_served(library, questions):
    path = write_picture(questions, png())
    found = address(library.bank("test-ban").bank)
    assert path.exists()

    write(questions / "banks" / "test-ban.yaml", BANK)

    with pytest.raises(NoSuchPicture):
        library.picture(found)


def test_a_picture_that_is_being_replaced_is_not_served_under_the_old_address(library, questions):
    path = write_picture(questions, png())
    found = address(library.bank("test-ban").bank)
    stat = path.stat()

    path.write_bytes(png(shade=9))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # so that nothing is read again
    assert path.stat().st_size == stat.st_size

    with pytest.raises(NoSuchPicture):
        library.picture(found)
