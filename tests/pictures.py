"""Small pictures made byte by byte, and questions that show one."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any

from PIL import Image

from tests.world import BANK

ALT = "Two envelopes, one inside the other"
MEDIA = f"    media: {{file: envelopes.png, alt: '{ALT}', credit: 'Drawn by Ada, CC0'}}\n"


def png(width: int = 3, height: int = 2, shade: int = 200, *, before: bytes = b"") -> bytes:
    """A grey PNG; `before` is a chunk to stand before its pixels."""
    rows = (b"\0" + bytes([shade]) * width) * height if width * height < 10**6 else b""
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
            before,
            _chunk(b"IDAT", zlib.compress(rows, 0)),
            _chunk(b"IEND", b""),
        )
    )


def moving_png() -> bytes:
    """A PNG that says that it has two frames."""
    return png(before=_chunk(b"acTL", struct.pack(">II", 2, 0)))


def jpeg(width: int = 3, height: int = 2) -> bytes:
    """The head of a JPEG: a comment, a filled-up marker, a table, the frame."""
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8"
        + b"\xff\xfe\x00\x06text"
        + b"\xff\xff\xc4\x00\x03\x00"
        + b"\xff\xc2" + frame
        + b"\xff\xd9"
    )  # fmt: skip


def webp(chunk: bytes, body: bytes) -> bytes:
    """A WebP of one chunk."""
    inner = b"WEBP" + chunk + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(inner)) + inner


def drawn(kind: str = "PNG", size: tuple[int, int] = (40, 30), **more: Any) -> bytes:
    """A whole file of that kind: its left half red, its right half blue."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    return encoded(image, kind, **more)


def encoded(image: Image.Image, kind: str, **more: Any) -> bytes:
    """The picture as a file."""
    to = io.BytesIO()
    image.save(to, kind, **more)
    return to.getvalue()


def pixels(data: bytes) -> Image.Image:
    """What is in a file, unpacked."""
    return Image.open(io.BytesIO(data)).convert("RGB")


def write_picture(questions: Path, data: bytes, name: str = "envelopes.png") -> Path:
    """A file in the folder for pictures; its path."""
    path = questions / "media" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def pictured(text: str = BANK, media: str = MEDIA) -> str:
    """A bank whose first question shows a picture."""
    first, stem, rest = text.partition("    stem: ")
    line, end, others = rest.partition("\n")
    return first + stem + line + end + media + others


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
