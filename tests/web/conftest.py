"""A browser without script, in front of the whole app over a real database."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.services.site import Site
from quizapp.web.app import create_app
from tests.web.noting import paste
from tests.web.teaching import enrol


@pytest.fixture
def app(site: Site) -> Flask:
    return create_app(site)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def anna(app: Flask, site: Site) -> FlaskClient:
    """A teacher who is signed in."""
    return enrol(app.test_client(), site)


@pytest.fixture
def source(anna: FlaskClient) -> str:
    """A text that Anna pasted; its address."""
    return paste(anna)
