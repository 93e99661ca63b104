"""The head of a picture: of what kind it is by its bytes, how large, and whether it moves.

Only what a browser needs to know beforehand is read. The pixels are not: a file that is damaged
further on is shown as far as it goes.

    PNG   W3C, Portable Network Graphics (third edition), 5.2 and 11.2.1; acTL: 11.3.6.1
    JPEG  ITU-T T.81, B.1.1.3 (markers) and B.2.2 (frame header)
    WebP  RFC 9649, 2.5 to 2.7
"""

import struct
from dataclasses import dataclass
from typing import Literal

Kind = Literal["png", "jpeg", "webp"]


@dataclass(frozen=True)
class Head:
    """What a picture says of itself; width and height in pixels."""

    kind: Kind
    width: int
    height: int
    is_moving: bool = False


def read(data: bytes) -> Head | None:
    """The head of a PNG, JPEG or WebP; None where it is none of them, or is cut off too soon."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return _png(data)
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError):  # cut off
        return None
    return None


def _png(data: bytes) -> Head | None:
    if data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack_from(">II", data, 16)
    before_pixels, _, _ = data.partition(b"IDAT")
    return Head("png", width, height, is_moving=b"acTL" in before_pixels)


_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a frame header, SOF0 to SOF15; the three between them are tables."""


def _jpeg(data: bytes) -> Head | None:
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # fill
            at += 1
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return Head("jpeg", width, height)
        at += 2 + length
    return None


def _webp(data: bytes) -> Head | None:
    match data[12:16]:
        case b"VP8 " if data[23:26] == b"\x9d\x01\x2a":
            width, height = struct.unpack_from("<HH", data, 26)
            return Head("webp", width & 0x3FFF, height & 0x3FFF)
        case b"VP8L" if data[20] == 0x2F:
            (bits,) = struct.unpack_from("<I", data, 21)
            return Head("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        case b"VP8X" if len(data) >= 30:
            width, height = (int.from_bytes(data[i : i + 3], "little") + 1 for i in (24, 27))
            return Head("webp", width, height, is_moving=bool(data[20] & 0x02))
    return None
