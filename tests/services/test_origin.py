"""Whether a request comes from our own page."""

import pytest

from quizapp.services.origin import is_same_origin


@pytest.mark.parametrize(
    ("origin", "fetch_site"),
    [
        ("http://quiz.local:8000", None),
        ("https://quiz.local:8000", None),  # a proxy may speak https for us
        ("http://quiz.local:8000", "same-origin"),
        (None, "same-origin"),
    ],
)
def test_our_own_page_is_let_in(origin, fetch_site):
    assert is_same_origin(host="quiz.local:8000", origin=origin, fetch_site=fetch_site)


@pytest.mark.parametrize(
    ("origin", "fetch_site"),
    [
        (None, None),
        ("", None),
        ("null", None),
        ("http://quiz.local", None),
        ("http://quiz.local:80", None),
        ("http://evil.example", None),
        ("http://quiz.local:8000.evil.example", None),
        ("http://quiz.local:8000@evil.example", None),
        ("http://evil.example/quiz.local:8000", None),
        ("quiz.local:8000", None),
        ("http://[", None),
        ("http://[::1", None),
        ("http://quiz.local:8000", "cross-site"),
        ("http://quiz.local:8000", "same-site"),
        ("http://quiz.local:8000", "none"),
        ("http://quiz.local:8000", ""),
    ],
)
def test_everybody_else_is_not(origin, fetch_site):
    assert not is_same_origin(host="quiz.local:8000", origin=origin, fetch_site=fetch_site)


def test_without_a_host_nobody_is_let_in():
    assert not is_same_origin(host=None, origin="http://", fetch_site=None)
    assert not is_same_origin(host="", origin="http://", fetch_site=None)
