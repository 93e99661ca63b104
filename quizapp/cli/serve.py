"""`quizapp serve`: opens the site and serves it with uvicorn until it is told to stop."""

import contextlib
import errno
import gc
import importlib.util
import logging
import socket
import sqlite3
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click
import segno
import uvicorn
from starlette.types import ASGIApp
from uvicorn.supervisors import Multiprocess

from quizapp import clock, paths, settings
from quizapp.asgi import create_asgi
from quizapp.cli.connections import Connection, Once
from quizapp.cli.lan import is_of_this_machine_only, lan_addresses
from quizapp.cli.teacher import set_up_address
from quizapp.services import accounts
from quizapp.services.library import Library
from quizapp.services.site import Site, open_database, open_library, open_site
from quizapp.services.transaction import transaction
from quizapp.store.bus import Bus, BusUnusable
from quizapp.store.claim import claim
from quizapp.store.database import DatabaseUnusable

if sys.platform != "win32":
    import resource

STOP_WAIT_S = 2
MACOS_OPEN_FILES = 10_240
"""macOS calls its limit infinite, and refuses more than this."""
LOST_MS = 10_000
"""How long a phone may take no word before its connection is cut (Linux): one that left the Wi-Fi
without a word would else hold up its class for a quarter of an hour."""
COLLECT_AFTER = (50_000, 20, 100)
"""Objects before Python looks for cycles: with 10,000 streams open, each whole look takes a second,
and at the usual 700 there is one at every few hundred answers."""
ONE_PROCESS = (
    "SQLite has one writer, so it runs as one process, which carries a school: leave --workers "
    "at 1, or let QUIZ_DATABASE_URL name a PostgreSQL database (docs/scaling.md)."
)
BACKLOG = 8192
"""Connections that may wait to be taken up, where the system allows as many (Linux: net.core.
somaxconn, 4096): one that finds no room tries again after a second, and a hall answers in two."""
HUNG_S = 20
"""How long a worker may answer nothing before it is ended and another one started."""
EVERYWHERE = ("0.0.0.0", "::")
SWITCH_S = 0.001
"""How long a thread may hold Python before another has its turn. The journal's comes back from the
disk several times for each commit: at Python's own 5 ms, answers waited for pages that are made."""

log = logging.getLogger(__name__)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--lan", is_flag=True, help="Let phones on the same network in.")
@click.option("--public-url", help="The address that links and QR codes say.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder for database and key.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64),
              help="Processes; more than one needs PostgreSQL.")  # fmt: skip
def serve(
    *, host: str, port: int, lan: bool, public_url: str | None, data: Path | None, workers: int
) -> None:
    """Serve the quizzes until Ctrl+C."""
    if lan:
        host = "0.0.0.0"
    _log()
    listener = _listen(host, port)
    addresses = [f"http://{a}:{port}" for a in _others_reach(host)]
    if public_url is None and addresses:
        public_url = addresses[0]
    try:
        chosen = settings.load(data, default_dir=paths.default_data_dir(), public_url=public_url)
        run, library = _opened(chosen, listener, workers)
    except (settings.SettingsFault, DatabaseUnusable, BusUnusable) as fault:
        raise click.ClickException(str(fault)) from fault
    for problem in library.shelf().problems:
        click.echo(str(problem), err=True)
    _greet(host, port, addresses, chosen)
    _greet_first_teacher(chosen, port)
    _allow_many_connections()
    run()


def _opened(
    chosen: settings.Settings, listener: socket.socket, workers: int
) -> tuple[Callable[[], None], Library]:
    """What serves until a signal, and the content that it serves."""
    if workers == 1:
        claimed = claim(chosen.database_url)
        site = open_site(chosen, paths.questions_dir())
        return partial(_run, site, listener, claimed), site.library
    _prepare_workers(chosen)
    library = open_library(chosen, paths.questions_dir())
    return partial(_run_workers, chosen, listener, workers), library


def _prepare_workers(chosen: settings.Settings) -> None:
    """Bring the database up to date before any worker opens it; or say why there can be none."""
    if chosen.is_sqlite:
        raise click.ClickException(ONE_PROCESS)
    Bus(chosen.bus_url)
    open_database(chosen).close()


def _run(site: Site, listener: socket.socket, claimed: sqlite3.Connection | None) -> None:
    """Serve until a signal; uvicorn raises it once more when it has stopped."""
    config = _config(lambda: _app(site))
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
    if claimed is not None:
        claimed.close()


def _run_workers(chosen: settings.Settings, listener: socket.socket, workers: int) -> None:
    """The same in several processes, which all take from one listener; a dead one is replaced."""
    supervisor = logging.getLogger("uvicorn.error")
    supervisor.setLevel(logging.INFO)
    supervisor.addFilter(lambda said: said.levelno > logging.INFO or "died" in said.getMessage())
    Multiprocess(_config(partial(_worker, chosen), workers), [listener]).run()


def _worker(chosen: settings.Settings) -> ASGIApp:
    """The app of a process of its own, which this is."""
    _log()
    try:
        return _app(open_site(chosen, paths.questions_dir()))
    except (DatabaseUnusable, BusUnusable) as fault:
        log.error("a worker cannot start: %s", fault)
        raise SystemExit(1) from fault


def _app(site: Site) -> ASGIApp:
    app = create_asgi(site)
    logging.getLogger("uvicorn.error").addFilter(Once())
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    sys.setswitchinterval(SWITCH_S)
    return app


def _config(app: Callable[[], ASGIApp], workers: int = 1) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        factory=True,
        workers=workers,
        loop="uvloop" if importlib.util.find_spec("uvloop") else "asyncio",
        http=Connection,
        lifespan="on",
        log_config=None,
        access_log=False,  # it would hold addresses of people
        server_header=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=STOP_WAIT_S,
        timeout_worker_healthcheck=HUNG_S,
    )


def _log() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")


def _allow_many_connections() -> None:
    """Every phone holds a stream open; the usual limit of 1,024 files would end a full hall."""
    if sys.platform != "win32":
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        allowed = MACOS_OPEN_FILES if most == resource.RLIM_INFINITY else most
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))


def _listen(host: str, port: int) -> socket.socket:
    """A socket on that address, before anything else is opened."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if sys.platform == "linux":  # each connection has it from the listener
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, LOST_MS)
    try:
        listener.bind((host, port))
    except OSError as fault:
        listener.close()
        if fault.errno == errno.EADDRINUSE:
            raise click.ClickException(
                f"Port {port} is taken by another program. Stop that one, or choose another port "
                f"with --port {port + 1 if port < 65535 else port - 1}."
            ) from fault
        raise click.ClickException(
            f"Cannot listen on {host}:{port} ({fault.strerror}). Choose another --host or --port."
        ) from fault
    return listener


def _others_reach(host: str) -> tuple[str, ...]:
    """What other devices may write for the host, as a part of an address."""
    if host in EVERYWHERE:
        return lan_addresses()
    return () if is_of_this_machine_only(host) else (_in_url(host),)


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _greet(host: str, port: int, others: list[str], chosen: settings.Settings) -> None:
    is_lan = host in EVERYWHERE
    local = f"http://{'127.0.0.1' if is_lan else _in_url(host)}:{port}"
    click.echo(f"Trust but Verify is at {local}")
    for address in others:
        if address != local:
            click.echo(f"On this network: {address}")
    if chosen.public_url:
        _greet_phones(f"{chosen.public_url}/join")
    elif is_lan:
        click.echo("Found no network for phones: connect this machine to one, then start again.")
    else:
        click.echo("For phones on the same network, start with --lan")
    click.echo(f"Data: {chosen.data_dir}. Stop with Ctrl+C.")


def _greet_first_teacher(chosen: settings.Settings, port: int) -> None:
    """A link for the first account, as long as there is none; a restart makes a new one."""
    database = open_database(chosen)
    with contextlib.closing(database), transaction(database) as session:
        token = accounts.first_link(session, clock.now())
    if token:
        address = set_up_address(token, chosen, f"http://127.0.0.1:{port}")
        click.echo(f"No teacher has an account yet. Make the first one, once, at {address}")


def _greet_phones(address: str) -> None:
    click.echo(f"Phones join at {address}")
    with contextlib.suppress(UnicodeEncodeError):  # a console that cannot show the blocks
        segno.make(address, error="l").terminal(compact=True)
    click.echo("If a phone cannot open it, the Wi-Fi may keep devices apart: try a hotspot.")
