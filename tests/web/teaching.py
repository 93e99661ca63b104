"""What a teacher does in a browser without script: takes the link, signs in, keeps banks."""

import io

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp import clock
from quizapp.services import accounts
from quizapp.services.site import Site
from quizapp.services.transaction import transaction
from tests.web.surfing import HIDDEN, submit

PASSWORD = "kettle umbrella forty moss"


def link_for(site: Site, name: str = "Anna") -> str:
    """The address of a new teacher's one-time link."""
    with transaction(site.database) as session:
        accounts.add(session, name, clock.now())
        return f"/set-up/{accounts.invite(session, name, clock.now())}"


def enrol(client: FlaskClient, site: Site, name: str = "Anna") -> FlaskClient:
    """A new teacher, signed in with this browser."""
    link = link_for(site, name)
    response = submit(client, link, link, {"password": PASSWORD})
    assert response.status_code == 303, response.text
    return client


def make_bank(client: FlaskClient, text: str) -> str:
    """A bank of this text, by upload; the address of its page."""
    response = send_file(client, "/workspace", "/workspace/uploads", text.encode())
    assert response.status_code == 303, response.text
    return str(response.location)


def send_file(
    client: FlaskClient, page: str, action: str, data: bytes, **fields: str
) -> TestResponse:
    """Send a form with a file."""
    token = HIDDEN.search(client.get(page).text)
    assert token
    file = (io.BytesIO(data), "bank.yaml")
    return client.post(action, data={"csrf_token": token[1], "file": file, **fields})


def save_text(client: FlaskClient, bank: str, base: int, text: str, **more: str) -> TestResponse:
    """Send the editor's form as a browser does, which ends every line alike."""
    sent = text.replace("\r\n", "\n").replace("\n", "\r\n")
    return submit(client, f"{bank}/edit", f"{bank}/edit", {"base": str(base), "text": sent, **more})


def download(client: FlaskClient, bank: str, number: int) -> bytes:
    """A version as a file."""
    response = client.get(f"{bank}/versions/{number}/file")
    assert response.status_code == 200
    return response.data


def publish(client: FlaskClient, bank: str, number: int = 1) -> TestResponse:
    """Publish a version."""
    return submit(client, bank, f"{bank}/publish", {"version": str(number)})
