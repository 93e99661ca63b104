"""A browser without script, in front of the whole app over a real database."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.services.site import Site
from quizapp.web.app import create_app


@pytest.fixture
def app(site: Site) -> Flask:
    return create_app(site)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
