"""HTTP/1.1 as thin as a load client needs it: one request a connection.

A full client library would cost the generator more than the server spends; nothing here is meant
for any other server.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

LOCAL_ADDRESSES = 4
"""Connections start from so many loopback addresses in turn, since ports are few."""


@dataclass
class Reply:
    """What came back, and when: seconds of `time.perf_counter`."""

    status: int
    headers: dict[str, list[str]]
    body: bytes
    sent_at: float
    done_at: float

    @property
    def took_ms(self) -> float:
        """Milliseconds from the first byte sent to the last one read."""
        return (self.done_at - self.sent_at) * 1000


class Failed(Exception):
    """The connection broke or closed before the answer was whole."""


@dataclass
class Address:
    """Where the server listens."""

    host: str
    port: int
    turn: int = 0

    def local(self) -> tuple[str, int] | None:
        """The address to start the next connection from."""
        if not self.host.startswith("127."):
            return None
        self.turn += 1
        return (f"127.0.0.{2 + self.turn % LOCAL_ADDRESSES}", 0)


def request(
    address: Address,
    method: str,
    path: str,
    *,
    cookies: dict[str, str] | None = None,
    form: dict[str, str] | None = None,
    keep: bool = False,
) -> bytes:
    """The bytes of a request; with a form it is sent as a page of ours would."""
    body = b"" if form is None else urlencode(form).encode()
    lines = [f"{method} {path} HTTP/1.1", f"Host: {address.host}:{address.port}"]
    if not keep:
        lines.append("Connection: close")
    if cookies:
        lines.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in cookies.items()))
    if form is not None:
        lines += [
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            "Sec-Fetch-Site: same-origin",
        ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def parsed(raw: bytes, sent_at: float, done_at: float) -> Reply:
    """The reply that these bytes are."""
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    parts = first.split(" ")
    headers: dict[str, list[str]] = {}
    for line in rest:
        name, _, value = line.partition(":")
        headers.setdefault(name.lower(), []).append(value.strip())
    if headers.get("transfer-encoding") == ["chunked"]:
        body = _unchunked(body)
    return Reply(int(parts[1]) if len(parts) > 1 else 0, headers, body, sent_at, done_at)


def _unchunked(body: bytes) -> bytes:
    out, rest = bytearray(), body
    while rest:
        size, _, rest = rest.partition(b"\r\n")
        length = int(size or b"0", 16)
        if not length:
            break
        out += rest[:length]
        rest = rest[length + 2 :]
    return bytes(out)
