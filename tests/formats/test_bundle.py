"""A bank and its pictures in one .zip: laid out as pulled files are, and nothing believed."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats import bundle
from quizapp.formats.bundle import LIMIT_BYTES, LIMIT_ENTRIES, Bundle, BundleRefused
from tests.bundles import archive, packed

NAMES = st.from_regex(r"[0-9a-f]{32}\.webp", fullmatch=True)
WHOLE = {"views.yaml": b"id: views\n", "media/map.png": b"a map", "media/flag.png": b"a flag"}
READ = Bundle(b"id: views\n", {"map.png": b"a map", "flag.png": b"a flag"})


def read(data: bytes) -> Bundle:
    return bundle.read(io.BytesIO(data))


@given(st.binary(max_size=300), st.dictionaries(NAMES, st.binary(max_size=300), max_size=5))
def test_what_is_packed_comes_out_to_the_byte(text, pictures):
    data = packed("views", text, pictures)

    assert bundle.is_bundle(io.BytesIO(data))
    assert read(data) == Bundle(text, pictures)
    assert packed("views", text, pictures) == data


def test_it_is_laid_out_as_pulled_files_are(tmp_path: Path):
    with zipfile.ZipFile(io.BytesIO(packed("views", "id: views\n", {"map.png": b"x"}))) as made:
        made.extractall(tmp_path)

    assert (tmp_path / "views.yaml").read_text() == "id: views\n"
    assert (tmp_path / "media" / "map.png").read_bytes() == b"x"


@pytest.mark.parametrize(
    "entries",
    [
        {f"My bank/{name}": data for name, data in WHOLE.items()},
        {"My bank/": b"", "My bank/media/": b""}
        | {f"My bank/{name}": data for name, data in WHOLE.items()},
        WHOLE | {"__MACOSX/media/._map.png": b"x", ".DS_Store": b"x", "media/Thumbs.db": b"x"},
        WHOLE | {".pulled.json": b"{}"},
        {"banks/views.YAML": WHOLE["views.yaml"]}
        | {name: data for name, data in WHOLE.items() if name.startswith("media/")},
    ],
    ids=["in a folder", "with folders", "what systems add", "pulled", "beside banks"],
)
def test_what_other_programs_pack_is_read_as_well(entries):
    assert read(archive(entries)) == READ
    assert read(archive(entries, zipfile.ZIP_STORED)) == READ


def test_a_remark_at_its_end_does_not_count():
    to = io.BytesIO(archive(WHOLE))
    with zipfile.ZipFile(to, "a") as made:
        made.comment = b"made at home"

    assert read(to.getvalue()) == READ


# Refusals


def refused(data: bytes) -> str:
    with pytest.raises(BundleRefused) as refusal:
        read(data)
    return str(refusal.value)


@pytest.mark.parametrize(
    "name",
    [
        "../views.yaml", "/etc/views.yaml", "media/../../views.png", "C:/views.yaml",
        "media\\views.png", "..\\views.yaml", "media/./a.png", "media//a.png", "media/a\0.png",
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere(name):
    assert "does not lie in a folder of it" in refused(archive(WHOLE | {name: b"x"}))


def test_a_link_to_another_file():
    to = io.BytesIO(archive(WHOLE))
    with zipfile.ZipFile(to, "a") as made:
        link = zipfile.ZipInfo("media/link.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")

    assert "does not lie in a folder of it" in refused(to.getvalue())


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({}, "There is no bank in the .zip"),
        ({"media/map.png": b"x"}, "There is no bank in the .zip"),
        (WHOLE | {"other.yml": b"x"}, "There are 2 banks in the .zip"),
        (WHOLE | {"plan.docx": b"x"}, "“plan.docx” does not belong into"),
        (WHOLE | {"media/deep/map.png": b"x"}, "“media/deep/map.png” does not belong into"),
        (WHOLE | {"inner.zip": archive(WHOLE)}, "“inner.zip” does not belong into"),
    ],
    ids=["empty", "no bank", "two banks", "another file", "a folder below", "a .zip in it"],
)
def test_what_is_no_bank_with_its_pictures(entries, words):
    assert words in refused(archive(entries))


def test_a_file_that_is_in_it_twice():
    to = io.BytesIO(archive(WHOLE))
    with zipfile.ZipFile(to, "a") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr("views.yaml", "id: other\n")

    assert "“views.yaml” is in the .zip twice" in refused(to.getvalue())


def test_a_bomb_is_not_unpacked_to_its_end():
    data = archive(WHOLE | {"media/bomb.png": bytes(LIMIT_BYTES + 1)})
    assert len(data) < 100_000

    assert "more than 64 MB" in refused(data)


def test_a_bomb_that_lies_about_its_size():
    data = archive({"views.yaml": bytes(LIMIT_BYTES + 1)})
    at = data.rindex(b"PK\x01\x02") + 24
    lying = data[:at] + struct.pack("<I", 9) + data[at + 4 :]

    assert refused(lying)


def test_many_small_bombs_are_counted_together():
    third = bytes(LIMIT_BYTES // 3)

    assert "more than 64 MB" in refused(archive(WHOLE | {f"media/{n}.png": third for n in "abc"}))


def test_too_many_files():
    many = {f"media/{n}.png": b"" for n in range(LIMIT_ENTRIES)}

    assert "too many files" in refused(archive(WHOLE | many))


def test_a_list_of_contents_that_would_fill_the_memory_is_not_read():
    many = {f"media/{n:0200}.png": b"" for n in range(LIMIT_ENTRIES * 3)}

    assert "too many files" in refused(archive(many))


def test_what_has_more_bytes_than_a_bank_may_have():
    assert "more than 64 MB" in refused(b"PK\x03\x04" + bytes(LIMIT_BYTES))


def test_a_password():
    data = bytearray(archive(WHOLE))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + place] |= 1

    assert "password" in refused(bytes(data))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_few_programs_know(method):
    assert "Pack it anew" in refused(archive(WHOLE, method))


@given(st.data())
def test_whatever_is_damaged_is_read_or_refused_and_breaks_nothing(data):
    whole = bytearray(archive(WHOLE))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    damaged = bytes(whole[: data.draw(st.integers(0, len(whole)))])

    try:
        found = read(damaged)
    except BundleRefused:
        return
    assert isinstance(found, Bundle)
