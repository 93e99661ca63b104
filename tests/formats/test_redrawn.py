"""Pictures drawn anew: what comes out is still, upright, small, and nothing but pixels."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from quizapp.formats import picture
from quizapp.formats.redrawn import KEPT_BYTES, LIMIT_BYTES, PictureRefused, is_redrawn, redraw
from tests.pictures import drawn, encoded, pixels, png, webp

KINDS = ("JPEG", "PNG", "WEBP", "GIF")
PLACE = b"51.5007 N, 0.1246 W"
FILES = [drawn(kind) for kind in KINDS]
RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def near(colour, other):
    """WebP and JPEG change colours by a little."""
    return all(abs(a - b) < 12 for a, b in zip(colour, other, strict=True))


def held_sideways():
    """A JPEG as a phone writes it: turned by a quarter (EXIF 6), with place and maker."""
    notes = Image.Exif()
    notes[0x0112] = 6
    notes[0x010F] = "Maker of phones"
    notes[0x010E] = PLACE.decode()
    return drawn("JPEG", exif=notes, comment=PLACE)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_comes_out_as_the_same_picture(kind):
    made = redraw(drawn(kind))

    assert picture.read(made.data) == picture.Head("webp", 40, 30)
    assert near(pixels(made.data).getpixel((5, 15)), RED)
    assert near(pixels(made.data).getpixel((35, 15)), BLUE)


def test_it_is_turned_as_the_camera_was_held_and_tells_nothing_else():
    data = held_sideways()
    assert PLACE in data

    made = redraw(data)

    assert (made.width, made.height) == (30, 40)
    assert near(pixels(made.data).getpixel((15, 5)), RED)  # what was left is on top
    assert near(pixels(made.data).getpixel((15, 35)), BLUE)
    assert PLACE not in made.data
    assert Image.open(io.BytesIO(made.data)).info.keys() <= {
        "loop",
        "background",
        "timestamp",
        "duration",
    }


def test_a_large_picture_is_made_smaller():
    made = redraw(drawn("JPEG", (4000, 3000)))

    assert (made.width, made.height) == (2048, 1536)


def test_noise_is_made_small_enough_too():
    noise = Image.effect_noise((2600, 2000), 120).convert("RGB")

    assert len(redraw(encoded(noise, "JPEG", quality=40)).data) <= KEPT_BYTES


def test_of_what_moves_the_first_frame_is_taken():
    others = [Image.new("RGB", (40, 30), colour) for colour in ("lime", "black")]
    moving = drawn("GIF", save_all=True, append_images=others)

    made = redraw(moving)

    assert near(pixels(made.data).getpixel((5, 15)), RED)
    assert picture.read(made.data) == picture.Head("webp", 40, 30, is_moving=False)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_see_through_is_on_white(kind):
    clear = Image.new("RGBA", (40, 30), (0, 0, 0, 0))

    assert near(pixels(redraw(encoded(clear, kind)).data).getpixel((20, 15)), WHITE)


def test_sixteen_bits_of_grey_keep_their_shade():
    grey = Image.new("I;16", (40, 30), 0x8000)

    assert near(pixels(redraw(encoded(grey, "PNG")).data).getpixel((20, 15)), (128, 128, 128))


@pytest.mark.parametrize("data", FILES, ids=KINDS)
def test_what_was_redrawn_is_known_again(data):
    made = redraw(data)

    assert is_redrawn(made.data) == made


def test_nothing_else_is_taken_for_redrawn():
    made = redraw(FILES[0]).data
    more = b"EXIF" + len(PLACE).to_bytes(4, "little") + PLACE
    others = [
        *FILES[:2], FILES[3], made + more, made[:-9], b"", drawn("WEBP", exif=b"Exif\0\0" + PLACE),
        drawn("WEBP", (2049, 5)), webp(b"VP8L", b"\x2f" + b"\xff" * 40),
    ]  # fmt: skip

    assert [is_redrawn(data) for data in others] == [None] * len(others)


# Refusals


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"Dear quiz, here is a picture.", "no picture that can be read"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "SVG pictures"),
        (b"BM" + b"\0" * 60, "no picture that can be read"),
        (png(30_000, 30_000), "30000 by 30000 pixels"),
        (png(2_000_000_000, 1), "too many to unpack"),
        (b"GIF89a\xff\xff\xff\xff\x80\0\0" + b"\0" * 60, "pixels|damaged"),
        (drawn("JPEG") + b"\0" * LIMIT_BYTES, "5.0 MB, and at most 5 MB"),
    ],
    ids=["empty", "text", "SVG", "BMP", "a bomb", "a long bomb", "a GIF bomb", "too large"],
)
def test_what_cannot_be_taken_is_told(data, said):
    with pytest.raises(PictureRefused, match=said):
        redraw(data)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_cut_off_is_told(kind):
    noise = encoded(Image.effect_noise((64, 48), 90).convert("RGB"), kind)

    with pytest.raises(PictureRefused, match="damaged or cut off"):
        redraw(noise[: len(noise) // 2])


@given(st.sampled_from(FILES), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255))))
def test_a_damaged_file_is_drawn_or_refused_and_nothing_else(data, changes):
    damaged = bytearray(data)
    for place, byte in changes:
        damaged[place % len(damaged)] = byte

    is_redrawn(bytes(damaged))
    try:
        made = redraw(bytes(damaged))
    except PictureRefused:
        return
    assert is_redrawn(made.data)
