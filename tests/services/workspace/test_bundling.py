"""A bank with its pictures out of one workspace and into another, as one .zip."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.formats import bundle
from quizapp.formats.bundle import BundleRefused
from quizapp.formats.redrawn import PictureRefused, redraw
from quizapp.services.kept_pictures import name_for
from quizapp.services.workspace import bundling, editing, illustrating, rights
from quizapp.services.workspace.bundling import Unpacked
from quizapp.services.workspace.faults import (
    NoSuchOwnBank,
    PicturesAreFull,
    TextRefused,
    TooMuchToPack,
)
from tests.bundles import archive, packed
from tests.pictures import MEDIA, drawn, pictured, pixels, png
from tests.services.workspace.desk import BROKEN, make
from tests.world import BANK, NOW

PICTURE = redraw(drawn())
NAME = name_for(PICTURE.data)
SHOWN = pictured().replace("envelopes.png", NAME)
ROOM = 10**6


def unpack(data):
    return bundling.unpack(io.BytesIO(data))


def upload(database, who, data, limit=ROOM):
    """A new bank of this file; its id."""
    came = unpack(data)
    with database.transaction() as session:
        return bundling.create(session, who, came, NOW, limit_bytes=limit)


def download(database, who, bank_id, number=1):
    to = io.BytesIO()
    with database.reading() as session:
        bundling.pack(session, who, bank_id, number, to)
    return to.getvalue()


def banks(database, who):
    with database.reading() as session:
        return editing.banks(session, who)


def used(database, who):
    with database.reading() as session:
        return illustrating.used_bytes(session, who.id)


def test_a_bank_goes_to_another_teacher_and_back_to_the_byte(database, anna, boris):
    mine = upload(database, anna, packed("test-ban", SHOWN, {NAME: PICTURE.data}))
    out = download(database, anna, mine)

    theirs = upload(database, boris, out)

    assert download(database, boris, theirs) == out
    with database.reading() as session:
        assert rights.authorised_picture(session, boris, NAME) == PICTURE.data


@given(
    text=st.sampled_from([BANK, SHOWN, f"title: [\n# {NAME}\n", f"# {NAME}\r\n{BROKEN}"]),
    lines=st.lists(st.sampled_from(["# ", "\r\n", "\n", "é\N{BOM}", ": [", "\t"]), max_size=6),
)
@settings(max_examples=25)
def test_whatever_state_a_text_is_in_it_comes_back_as_it_was(text, lines):
    text += "".join(lines)

    came = unpack(packed("test-ban", text, {NAME: PICTURE.data}))

    assert came.text == text
    assert came.pictures == ({NAME: PICTURE} if NAME in text else {})


def test_a_picture_under_a_name_of_its_own_is_drawn_anew_and_named_so():
    came = unpack(archive({
        "mine.yaml": pictured().encode(), "media/envelopes.png": drawn("JPEG", comment=b"at home"),
    }))  # fmt: skip

    ((name, picture),) = came.pictures.items()
    assert came.text == pictured().replace("envelopes.png", name)
    assert name == name_for(picture.data)
    assert b"at home" not in picture.data
    assert pixels(picture.data).size == (40, 30)


def test_files_that_no_question_names_are_counted_and_left_out():
    came = unpack(archive({"mine.yaml": BANK.encode(), "media/notes.txt": b"x"}))

    assert came == Unpacked(BANK, {}, left=1)


def test_a_text_alone_is_taken_as_ever():
    assert unpack(BANK.encode()) == Unpacked(BANK)


def test_one_may_download_what_one_may_read_and_nothing_else(database, anna, boris):
    bank_id = make(database, anna)

    with pytest.raises(NoSuchOwnBank):
        download(database, boris, bank_id)


def test_a_name_alone_packs_nobodys_picture(database, anna, boris):
    upload(database, anna, packed("test-ban", SHOWN, {NAME: PICTURE.data}))
    theirs = make(database, boris, SHOWN)

    assert bundle.read(io.BytesIO(download(database, boris, theirs))).pictures == {}


# Room for pictures


def test_each_content_counts_once_however_many_banks_show_it(database, anna):
    data = packed("test-ban", SHOWN, {NAME: PICTURE.data})
    first = upload(database, anna, data, limit=len(PICTURE.data))
    upload(database, anna, data, limit=len(PICTURE.data))
    with database.transaction() as session:
        editing.duplicate(session, anna, first, NOW)

    assert used(database, anna) == len(PICTURE.data)


def test_without_room_nothing_is_stored(database, anna, boris):
    data = packed("test-ban", SHOWN, {NAME: PICTURE.data})

    with pytest.raises(PicturesAreFull, match=r"0\.0 of 0 MB"):
        upload(database, anna, data, limit=len(PICTURE.data) - 1)

    assert banks(database, anna) == ()
    assert used(database, anna) == used(database, boris) == 0


def test_a_deleted_bank_gives_its_room_back_and_takes_it_again(database, anna):
    data = packed("test-ban", SHOWN, {NAME: PICTURE.data})
    bank_id = upload(database, anna, data)

    with database.transaction() as session:
        editing.delete(session, anna, bank_id, NOW)
    assert used(database, anna) == 0

    with database.transaction() as session:
        editing.bring_back(session, anna, bank_id)
    assert used(database, anna) == len(PICTURE.data)


def test_a_duplicate_keeps_only_the_pictures_of_the_latest_version(database, anna):
    bank_id = upload(database, anna, packed("test-ban", SHOWN, {NAME: PICTURE.data}))
    with database.transaction() as session:
        editing.save(session, anna, bank_id, 1, BANK, NOW)
    assert used(database, anna) == len(PICTURE.data)  # an earlier version can come back

    with database.transaction() as session:
        editing.duplicate(session, anna, bank_id, NOW)
        editing.delete(session, anna, bank_id, NOW)

    assert used(database, anna) == 0


# Refusals


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("envelopes.png", b"<svg></svg>", "“envelopes.png” in the .zip: SVG pictures"),
        ("envelopes.png", drawn()[:60], "damaged or cut off"),
        ("envelopes.png", b"", "The file is empty"),
        ("envelopes.png", png(9000, 9000), "9000 by 9000 pixels"),
        (NAME, drawn(), "it was changed since it was pulled"),
        (NAME, redraw(drawn(size=(8, 8))).data, "it was changed since it was pulled"),
    ],
    ids=["SVG", "cut off", "empty", "pixels", "another kind", "another picture"],
)
def test_a_picture_that_is_none_keeps_all_back(name, data, words):
    text = pictured().replace("envelopes.png", name)

    with pytest.raises(PictureRefused, match=words):
        unpack(archive({"mine.yaml": text.encode(), f"media/{name}": data}))


def test_pictures_that_together_would_take_minutes_to_unpack():
    size = (5000, 5000)
    text = "".join(
        f"  - {{id: q{n}, {MEDIA.strip().replace('envelopes', f'p{n}')}}}\n" for n in range(61)
    )
    pictures = {f"media/p{n}.png": png(*size) for n in range(61)}

    with pytest.raises(BundleRefused, match="too many pixels"):
        unpack(archive({"mine.yaml": f"questions:\n{text}".encode(), **pictures}))


@pytest.mark.parametrize("data", [b"", b"\xff", b"a\0b", b"x" * 1_000_001])
def test_a_text_that_cannot_be_kept_in_a_zip_or_alone(data):
    for file in (data, packed("mine", data, {})):
        with pytest.raises(TextRefused):
            unpack(file)


def test_what_is_larger_than_can_come_back_is_not_packed(database, anna, monkeypatch):
    bank_id = upload(database, anna, packed("test-ban", SHOWN, {NAME: PICTURE.data}))
    monkeypatch.setattr(bundle, "LIMIT_BYTES", 400_000 + len(SHOWN.encode()))

    with pytest.raises(TooMuchToPack, match="quizapp bank pull"):
        download(database, anna, bank_id)
