"""The head of a picture, by its bytes; sizes after the formats' own documents."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.picture import Head, read
from tests.pictures import jpeg, moving_png, png, webp

LOSSY = webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 300 | 1 << 14, 200))
LOSSLESS = webp(b"VP8L", b"\x2f" + struct.pack("<I", 299 | 199 << 14))
EXTENDED = webp(b"VP8X", b"\x10\0\0\0" + b"\x2b\x01\0" + b"\xc7\0\0")
MOVING = webp(b"VP8X", b"\x02\0\0\0" + b"\x2b\x01\0" + b"\xc7\0\0")
SOUND = {
    "a PNG": (png(30, 20), Head("png", 30, 20)),
    "a PNG that moves": (moving_png(), Head("png", 3, 2, is_moving=True)),
    "a JPEG": (jpeg(640, 480), Head("jpeg", 640, 480)),
    "a lossy WebP": (LOSSY, Head("webp", 300, 200)),
    "a lossless WebP": (LOSSLESS, Head("webp", 300, 200)),
    "an extended WebP": (EXTENDED, Head("webp", 300, 200)),
    "a WebP that moves": (MOVING, Head("webp", 300, 200, is_moving=True)),
}
OTHERS = {
    "nothing": b"",
    "a text": b"Dear quiz, here is a picture.",
    "an SVG": b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "a page": b"<!doctype html><script>1</script>",
    "a GIF": b"GIF89a" + b"\0" * 40,
    "a sound": b"RIFF\0\0\0\0WAVEfmt " + b"\0" * 40,
    "a PNG without its head": png()[:8] + png()[33:],
    "a JPEG without a frame": b"\xff\xd8\xff\xd9" + b"\0" * 20,
    "a WebP of another chunk": webp(b"ICCP", b"\0" * 20),
}


@pytest.mark.parametrize(("data", "head"), SOUND.values(), ids=list(SOUND))
def test_a_picture_tells_its_kind_its_size_and_whether_it_moves(data, head):
    assert read(data) == head


@pytest.mark.parametrize("data", OTHERS.values(), ids=list(OTHERS))
def test_whatever_else_is_no_picture(data):
    assert read(data) is None


@pytest.mark.parametrize("data", [data for data, _ in SOUND.values()], ids=list(SOUND))
def test_a_picture_that_is_cut_off_never_fails(data):
    for length in range(len(data)):
        found = read(data[:length])
        assert found is None or found.kind == read(data).kind  # type: ignore[union-attr]


@given(st.sampled_from([png()[:8], b"\xff\xd8\xff", b"RIFF1234WEBPVP8X"]), st.binary(max_size=60))
def test_no_bytes_make_the_reader_fail(start, rest):
    read(start + rest)
