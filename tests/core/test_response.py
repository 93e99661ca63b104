"""A response goes into the database and comes back the same."""

import json

import pytest
from hypothesis import given

from quizapp.core.response import Chosen, Filled, Judged, Matched, Ordered, Typed, decode, encode
from tests import strategies


@given(strategies.responses())
def test_a_stored_response_reads_back_as_it_was(response):
    stored = json.dumps(encode(response))

    assert decode(json.loads(stored)) == response


@pytest.mark.parametrize(
    ("stored", "response"),
    [  # the form in which answers stand in databases already; it may grow, not change
        ({"chosen": ["a", "b"]}, Chosen(("a", "b"))),
        ({"judged": False}, Judged(False)),
        ({"matched": [["a", "b"], ["b", "a"]]}, Matched((("a", "b"), ("b", "a")))),
        ({"ordered": ["b", "a"]}, Ordered(("b", "a"))),
        ({"typed": "SSC-8"}, Typed("SSC-8")),
        ({"filled": [["a", "TASS"], ["b", "c"]]}, Filled((("a", "TASS"), ("b", "c")))),
    ],
)
def test_the_stored_form_stays_as_it_is(stored, response):
    assert encode(response) == stored
    assert decode(stored) == response


@pytest.mark.parametrize(
    "stored", [{}, {"chosen": "a"}, {"judged": 1}, {"typed": None}, {"drawn": []}]
)
def test_what_is_no_stored_response_is_refused(stored):
    with pytest.raises(ValueError, match="not a stored response"):
        decode(stored)
