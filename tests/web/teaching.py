"""What a teacher does in a browser without script: takes the link, signs in, keeps banks."""

from flask.testing import FlaskClient

from quizapp import clock
from quizapp.services import accounts
from quizapp.services.site import Site
from quizapp.services.transaction import transaction
from tests.web.surfing import submit

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
