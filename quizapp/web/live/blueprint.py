"""The blueprint that the views of the live game hang on."""

from flask import Blueprint

blueprint = Blueprint("live", __name__)
