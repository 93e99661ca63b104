"""The only reader of the environment, and of the secret key in the data folder."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from quizapp import private


class SettingsFault(Exception):
    """A setting that cannot be used; the message says which and how to mend it."""


@dataclass(frozen=True)
class Settings:
    """What an operator decides.

    `data_dir` holds the database, the key, the operator's own `questions/` and `texts/`.
    `public_url` is what links and QR codes say; None means the address that a page was asked at.
    `allows_hosting`: whoever opens the site may host a game. `bus_url` is where several processes
    tell each other that a game moved on; None: nowhere. `picture_limit_bytes`: of the pictures that
    one teacher keeps. `joins_limit`: how many players one address may bring into a game at once.
    """

    data_dir: Path
    database_url: str
    secret_key: str
    public_url: str | None = None
    is_debug: bool = False
    allows_hosting: bool = True
    bus_url: str | None = None
    picture_limit_bytes: int = 200_000_000
    joins_limit: int = 2_000

    @property
    def is_sqlite(self) -> bool:
        """One process writes to a file of ours."""
        return self.database_url.startswith("sqlite")

    @property
    def is_https(self) -> bool:
        """Cookies may carry Secure and `__Host-`."""
        return bool(self.public_url and self.public_url.startswith("https://"))


def data_folder(data_dir: Path | None = None, *, default_dir: Path) -> Path:
    """Where data lie: the argument, else QUIZ_DATA, else the default. Nothing is made."""
    return (data_dir or Path(os.environ.get("QUIZ_DATA") or default_dir)).absolute()


def load(
    data_dir: Path | None = None, *, default_dir: Path, public_url: str | None = None
) -> Settings:
    """Settings from arguments, then from the variables QUIZ_... (docs/operating.md).

    Makes the data folder and the key where missing. Raises SettingsFault.
    """
    data = data_folder(data_dir, default_dir=default_dir)
    try:
        private.make_folder(data)
        secret_key = _secret_key(data / "secret.key")
    except OSError as fault:
        raise SettingsFault(
            f"Cannot write to the data folder {data} ({fault.strerror}). "
            "Make it writable, free some space, or choose another with --data DIR."
        ) from fault
    address = public_url or os.environ.get("QUIZ_PUBLIC_URL") or None
    if address and not address.startswith(("http://", "https://")):
        raise SettingsFault(f"The public address '{address}' must start with http:// or https://.")
    hosting = os.environ.get("QUIZ_HOSTING") or "on"
    if hosting not in {"on", "off"}:
        raise SettingsFault(f"QUIZ_HOSTING is '{hosting}'; it must be 'on' or 'off'.")
    bus = os.environ.get("QUIZ_BUS_URL") or None
    if bus and not bus.startswith(("redis://", "rediss://", "unix://")):
        raise SettingsFault(f"QUIZ_BUS_URL is '{bus}'; it must start with redis:// or rediss://.")
    return Settings(
        data_dir=data,
        database_url=os.environ.get("QUIZ_DATABASE_URL") or f"sqlite:///{data / 'quiz.db'}",
        secret_key=secret_key,
        public_url=address.rstrip("/") if address else None,
        is_debug=os.environ.get("QUIZ_DEBUG") == "1",
        allows_hosting=hosting == "on",
        bus_url=bus,
        picture_limit_bytes=_whole("QUIZ_PICTURE_MB", 200) * 1_000_000,
        joins_limit=_whole("QUIZ_JOINS", 2_000, least=1),
    )


def _whole(variable: str, default: int, least: int = 0) -> int:
    said = os.environ.get(variable) or str(default)
    if not (said.isascii() and said.isdigit() and len(said) <= 7 and int(said) >= least):
        least_of_all = f" from {least} on" if least else ""
        raise SettingsFault(
            f"{variable} is '{said}'; it must be a whole number{least_of_all}, as in {default}."
        )
    return int(said)


def _secret_key(path: Path) -> str:
    """The key in the file, made on the first start; readable by its owner alone."""
    try:
        handle = private.make_file(path)
    except FileExistsError:
        private.close_file(path)
        key = path.read_text(encoding="utf-8", errors="replace").strip()
        if len(key) < 32 or not key.isascii():
            raise SettingsFault(
                f"The key in {path} is damaged. Delete the file and start again; "
                "everybody then gets a new profile."
            ) from None
        return key
    key = secrets.token_urlsafe(48)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(key)
    except OSError:  # a full disk must not leave half a key behind
        path.unlink(missing_ok=True)
        raise
    return key
