"""A picture from anywhere drawn anew as a still WebP: its pixels alone, and not too many of them.

What a camera or a program wrote beside the pixels (place, time, names, thumbnails, colour profiles)
is left behind; how the camera was held is followed first. Sizes are read from the head of the file
and judged before anything is unpacked.
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps

from quizapp.formats import picture

LIMIT_BYTES = 5_000_000
"""Of what comes in."""
LIMIT_PIXELS = 25_000_000
"""Of what comes in, width times height: as bytes of a screen it is four times that."""
SIDE = 2048
"""Pixels of the longer side of what goes out, at most."""
KEPT_BYTES = 1_000_000
"""Of what goes out: what a file beside a bank may have too."""

_STEPS = ((SIDE, 85), (SIDE, 60), (SIDE // 2, 60), (SIDE // 4, 50))
"""Longer side and quality, tried until the picture is small enough; noise needs the last."""
_GIF = (b"GIF87a", b"GIF89a")
_SHARP = ("PNG", "GIF")
"""Mostly drawings and screens, whose letters lossy WebP blurs."""
_FAULTS = (
    OSError, ValueError, SyntaxError, EOFError, OverflowError, struct.error, IndexError, TypeError,
    Image.DecompressionBombError,
)  # fmt: skip
"""What Pillow raises on files that are damaged."""


@dataclass(frozen=True)
class Redrawn:
    """The bytes of a still WebP without anything but pixels; its size in pixels."""

    data: bytes
    width: int
    height: int

    @property
    def is_small(self) -> bool:
        """Whether it may be kept."""
        return len(self.data) <= KEPT_BYTES


class PictureRefused(Exception):
    """A file that cannot be taken as a picture; says why and what to do."""


def redraw(data: bytes) -> Redrawn:
    """The first frame of a JPEG, PNG, WebP or GIF, upright. Raises PictureRefused."""
    if not data:
        raise PictureRefused("The file is empty. Choose another one.")
    if len(data) > LIMIT_BYTES:
        raise PictureRefused(
            f"The file has {len(data) / 1e6:.1f} MB, and at most {LIMIT_BYTES // 10**6} MB are "
            "taken. Save it smaller, then choose it again."
        )
    image = _opened(data)
    is_sharp = image.format in _SHARP
    upright = _upright(image)
    return next(made for made in _encoded(upright, is_sharp=is_sharp) if made.is_small)


def is_redrawn(data: bytes) -> Redrawn | None:
    """What `redraw` made once, here or elsewhere; None where it is anything else."""
    head = picture.read(data)
    if head is None or head.kind != "webp" or head.is_moving or len(data) > KEPT_BYTES:
        return None
    if data[12:16] == b"VP8X" or max(head.width, head.height) > SIDE:
        return None  # an extended file may hold more than pixels
    try:
        _upright(_opened(data))
    except PictureRefused:
        return None
    is_whole = len(data) == struct.unpack_from("<I", data, 4)[0] + 8
    return Redrawn(data, head.width, head.height) if is_whole else None


def pixels_in(data: bytes) -> int:
    """Width times height, as the head of a file says; 0 where it is no picture that is taken."""
    head = picture.read(data)
    if head:
        return head.width * head.height
    if data[:6] in _GIF and len(data) >= 10:
        width, height = struct.unpack_from("<HH", data, 6)
        return int(width) * int(height)
    return 0


def _opened(data: bytes) -> Image.Image:
    head = picture.read(data)
    is_gif = data[:6] in _GIF
    if head is None and not is_gif:
        is_svg = b"<svg" in data[:4096].lower()
        what = "SVG pictures are not taken." if is_svg else "This is no picture that can be read."
        raise PictureRefused(f"{what} Choose a JPEG, PNG, WebP or GIF file.")
    if head:
        _judge_size(head.width, head.height)
    try:
        image = Image.open(io.BytesIO(data), formats=[head.kind.upper() if head else "GIF"])
    except _FAULTS as fault:
        raise _damaged() from fault
    _judge_size(*image.size)
    return image


def _judge_size(width: int, height: int) -> None:
    if width * height > LIMIT_PIXELS:
        raise PictureRefused(
            f"The picture has {width} by {height} pixels: too many to unpack. Save it with at most "
            f"{SIDE} on the longer side, then choose it again."
        )


def _upright(image: Image.Image) -> Image.Image:
    """The pixels, small enough, as the camera was held, on white where they are see-through.

    Black lines on nothing would be gone on a dark page.
    """
    try:
        if image.mode.startswith("I;16"):
            image = image.convert("I").point(lambda v: v * (1 / 256)).convert("L")
        elif image.mode in ("1", "P", "PA"):  # their colours cannot be mixed
            image = image.convert("RGBA")
        image.thumbnail((SIDE, SIDE))  # a JPEG is unpacked no larger than needed
        upright = ImageOps.exif_transpose(image)
        white = Image.new("RGB", upright.size, "white")
        if upright.has_transparency_data:
            clear = upright.convert("RGBA")
            white.paste(clear, mask=clear)
        else:
            white.paste(upright.convert("RGB"))
    except _FAULTS as fault:
        raise _damaged() from fault
    return white


def _encoded(image: Image.Image, *, is_sharp: bool) -> Iterator[Redrawn]:
    if is_sharp:
        yield _webp(image, lossless=True, quality=50)
    for side, quality in _STEPS:
        image.thumbnail((side, side))
        yield _webp(image, lossless=False, quality=quality)


def _webp(image: Image.Image, *, lossless: bool, quality: int) -> Redrawn:
    to = io.BytesIO()
    image.save(to, "WEBP", lossless=lossless, quality=quality, method=4)
    return Redrawn(to.getvalue(), image.width, image.height)


def _damaged() -> PictureRefused:
    return PictureRefused("The file is damaged or cut off. Save it anew, then choose it again.")
