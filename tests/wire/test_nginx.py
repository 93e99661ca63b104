"""Behind a real nginx, set up as docs/nginx.conf says: HTTPS, streams at once, answers."""

import http.client
import re
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from getpass import getuser
from urllib.parse import urlencode

import pytest

from tests.serving import ROOT, free_port, serving

NGINX, OPENSSL = shutil.which("nginx") or "", shutil.which("openssl") or ""
NAME = "quiz.example.org"
WAIT_S = 10

pytestmark = pytest.mark.skipif(not (NGINX and OPENSSL), reason="needs nginx and openssl")


@dataclass
class Visitor:
    """A browser by hand, at that port of the proxy; keeps cookies, follows nothing."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    set: list[str] = field(default_factory=list)

    def ask(self, method, path, body=None, **headers):
        trusting = ssl.create_default_context()  # all but the certificate, which is nobody's
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=WAIT_S, context=trusting
        )
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        sent = {"Host": NAME, "Cookie": cookies, "Referer": f"https://{NAME}{path}"}
        connection.request(method, path, body, {**sent, **kind, **headers})
        response = connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie", []):
            self.set.append(cookie)
            name, _, value = cookie.partition("=")
            self.cookies[name] = value.split(";")[0]
        return response

    def page(self, path):
        return self.ask("GET", path).read().decode()

    def submit(self, page, action, **fields):
        """Send a form of that page; where it leads."""
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.page(page))
        assert token
        reply = self.ask("POST", action, urlencode({"csrf_token": token[1], **fields}))
        assert reply.status == 303, reply.read()
        return reply.headers["Location"]

    def press(self, host):
        """The host's one big button."""
        step = re.search(r'name="step" value="([^"]+)"', self.page(host))
        assert step
        self.submit(host, f"{host}/step", step=step[1])


@pytest.fixture(scope="module")
def proxied(tmp_path_factory):
    """The port of an nginx with HTTPS before a server."""
    folder, port = tmp_path_factory.mktemp("proxied"), free_port()
    with (
        serving(folder / "data", None, "--public-url", f"https://{NAME}") as server,
        nginx(folder, port, int(server.url.rsplit(":", 1)[1])),
    ):
        yield port


@pytest.fixture
def game(proxied):
    """A host and a player in the lobby of a game: both, the host's page and the PIN."""
    host, player = Visitor(proxied), Visitor(proxied)
    bank = "/banks/which-treaty"
    page = host.submit(bank, f"{bank}/games", count="5", limit_s="")
    found = re.search(r'class="pin"[^>]*aria-label="([0-9 ]+)"', host.page(page))
    assert found
    pin = found[1].replace(" ", "")
    player.submit(f"/join/{pin}", f"/join/{pin}", nickname="Anna")
    return host, player, page, pin


@contextmanager
def nginx(folder, port, behind):
    """The configuration of the docs with these ports, and a certificate of its own."""
    certificate, key = folder / "own.pem", folder / "own.key"
    subprocess.run(
        [OPENSSL, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={NAME}",
         "-keyout", key, "-out", certificate, "-days", "2"],
        check=True, capture_output=True,
    )  # fmt: skip
    site = (ROOT / "docs/nginx.conf").read_text()
    for ours, here in (
        ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("127.0.0.1:8000", f"127.0.0.1:{behind}"),
        (f"/etc/ssl/{NAME}.pem", str(certificate)),
        (f"/etc/ssl/{NAME}.key", str(key)),
    ):
        assert site.count(ours) == 1
        site = site.replace(ours, here)
    paths = "".join(
        f"{kind}_temp_path {folder / kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"user {getuser()}; daemon off; pid {folder / 'pid'}; error_log {folder / 'errors'};\n"
        f"events {{ worker_connections 256; }}\nhttp {{ {paths} {site} }}\n"
    )
    with subprocess.Popen([NGINX, "-p", folder, "-c", configuration]) as process:
        try:
            assert is_listening(port), (folder / "errors").read_text()
            yield
        finally:
            process.terminate()


def is_listening(port):
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.02)
    return False


def test_every_cookie_is_for_https_and_this_name_alone(game):
    host, player, _, _ = game

    assert host.set
    assert player.set
    for cookie in (*host.set, *player.set):
        assert cookie.startswith("__Host-")
        assert "; Secure" in cookie


def test_a_stream_is_passed_on_as_it_comes(game):
    host, player, page, pin = game
    stream = player.ask("GET", f"/play/{pin}/stream")

    assert is_told(stream, b"id: 0\n")
    host.press(page)
    assert is_told(stream, b"id: 1\n")


def is_told(stream, line):
    """Whether the stream brings this line within the time; beats come anyway."""
    end = time.monotonic() + WAIT_S
    return any(
        time.monotonic() > end or found == line for found in iter(stream.readline, b"")
    ) and (time.monotonic() <= end)


def test_an_answer_by_script_is_known_by_where_it_comes_from(game):
    host, player, page, pin = game
    host.press(page)
    path, fields = (
        f"/play/{pin}/answers",
        urlencode({"round": "1", "answer_id": "a", "choice": "1"}),
    )

    other = player.ask("POST", path, fields, Origin="https://elsewhere.example")
    own = player.ask("POST", path, fields, Origin=f"https://{NAME}")

    assert other.status == 403
    assert own.status in (200, 422)  # 422: it was read, and a question of another kind was drawn


def test_what_is_too_large_is_refused_before_it_arrives(proxied):
    reply = Visitor(proxied).ask("POST", "/join", b"x" * 2_000_000)

    assert reply.status == 413


@pytest.mark.parametrize("place", ["/workspace/uploads", "/workspace/banks/a/upload"])
def test_who_may_send_a_bank_as_a_file_is_asked_before_it_arrives(proxied, place):
    beginning = [b"x" * 1024]

    reply = Visitor(proxied).ask("POST", place, beginning, **{"Content-Length": "70000000"})

    assert reply.status == 401
    assert b"You are signed out" in reply.read()


def test_a_stranger_who_sends_a_whole_file_is_told_so(proxied):
    reply = Visitor(proxied).ask("POST", "/workspace/uploads", b"x" * 30_000_000)

    assert reply.status == 401


def test_a_profile_in_a_file_is_taken_up_to_what_the_server_takes(proxied):
    reply = Visitor(proxied).ask("POST", "/carry/file", b"x" * 8_500_000)

    assert reply.status == 413
    assert b"8 MB at most" in reply.read()


def test_links_for_phones_say_the_public_address(game):
    host, _, page, pin = game

    assert f"{NAME}/join" in host.page(page)
    assert pin
