"""A real browser in front of the real server; every page is watched while it is tested."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.browser.people import Watch
from tests.serving import Server, serving

FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-dev-shm-usage",
)
MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
NewPage = Callable[..., Page]
Furnish = Callable[[Path], None]
PATIENCE_MS = 45_000
"""How long a page may take to get where a test expects it, on a busy machine too."""

expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each test in a browser a second try, which the summary names: machines get busy."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, object], playwright: Playwright
) -> dict[str, object]:
    """Playwright's own browser where it is installed, else the one that the system has."""
    args = dict(browser_type_launch_args)
    has_own = Path(playwright.chromium.executable_path).exists()
    is_told = "QUIZ_CHROMIUM" in os.environ
    if (is_told or not has_own) and (found := _installed()):
        args["executable_path"] = found
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    args["args"] = [*FLAGS, *(["--no-sandbox"] if is_root else [])]
    return args


@pytest.fixture(scope="module")
def furnish() -> Furnish:
    """Lays into a data folder what a module's tests need there before the server starts."""
    return lambda _folder: None


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory: pytest.TempPathFactory, furnish: Furnish) -> Iterator[Server]:
    """A server with data of its own."""
    with _furnished(tmp_path_factory, furnish) as found:
        yield found


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Server:
    """The server of this module; for a second try one that has not seen the first."""
    is_again = getattr(request.node, "execution_count", 1) > 1
    found: Server = request.getfixturevalue("new_server" if is_again else "shared_server")
    return found


@pytest.fixture
def new_server(tmp_path_factory: pytest.TempPathFactory, furnish: Furnish) -> Iterator[Server]:
    """A server for one test alone."""
    with _furnished(tmp_path_factory, furnish) as found:
        yield found


@pytest.fixture
def watch(server: Server) -> Watch:
    """What is noted about all pages of a test."""
    return Watch(server.url)


@pytest.fixture
def new_page(browser: Browser, server: Server, watch: Watch) -> Iterator[NewPage]:
    """Opens a page in a context of its own; at the end nothing may have gone wrong on any."""
    contexts: list[BrowserContext] = []

    def open_page(**options: object) -> Page:
        context = browser.new_context(**{"base_url": server.url, **options})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watch.faults == []


@contextmanager
def _furnished(tmp_path_factory: pytest.TempPathFactory, furnish: Furnish) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("data")
    furnish(folder)
    with serving(folder) as found:
        yield found


def _installed() -> str | None:
    names = (
        "chromium-headless-shell", "chromium", "chromium-browser",
        "google-chrome-stable", "google-chrome",
    )  # fmt: skip
    for name in (os.environ.get("QUIZ_CHROMIUM"), *names):
        if name and (found := shutil.which(name)):
            return found
    return MAC_CHROME if Path(MAC_CHROME).exists() else None
