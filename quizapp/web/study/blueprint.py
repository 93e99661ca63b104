"""The blueprint that the views of learning alone hang on."""

from flask import Blueprint

blueprint = Blueprint("study", __name__)
