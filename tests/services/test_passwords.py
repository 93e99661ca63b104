"""Which passwords are taken, and whether one fits."""

import pytest
from argon2 import extract_parameters

from quizapp.services import passwords
from quizapp.services.passwords import PasswordRefused, fits, judge, kept_form

SOUND = "kettle umbrella forty moss"


@pytest.mark.parametrize(
    "password", [SOUND, "тишина лампа ветер", "482910573829", "allsmallletterswithoutsense"]
)
def test_nothing_is_asked_of_a_password_but_length_and_chance(password):
    judge(password, "Anna")


def test_a_password_fits_itself_and_no_other():
    kept = kept_form(SOUND)

    assert kept.startswith("$argon2id$")
    assert SOUND not in kept
    assert fits(SOUND, kept)
    assert not fits(SOUND + "x", kept)


def test_a_password_is_the_same_on_keyboards_that_compose_letters_otherwise():
    composed, in_parts = "brûlée sur la côte", "bru\u0302le\u0301e sur la co\u0302te"

    assert fits(in_parts, kept_form(composed))


def test_nobodys_password_costs_what_anybodys_does():
    assert not fits(SOUND, None)
    assert extract_parameters(passwords._nobodys()) == extract_parameters(kept_form(SOUND))


# Refusals


def test_fewer_than_twelve_characters_are_refused():
    with pytest.raises(PasswordRefused, match="12 characters"):
        judge("kettle moss")


def test_more_than_anybody_types_is_refused():
    with pytest.raises(PasswordRefused, match="at most"):
        judge("kettle moss " * 100)


@pytest.mark.parametrize(
    "password",
    [
        "password1234", "passwordpassword", "P@ssw0rd1234", "qwertyuiop12", "123456789012",
        "aaaaaaaaaaaa", "letmeinletmein", "Summer2024!!", "trustbutverify", "1q2w3e4r5t6y",
    ],
)  # fmt: skip
def test_what_is_guessed_first_is_refused(password):
    with pytest.raises(PasswordRefused, match="first that are guessed"):
        judge(password, "Anna")


def test_ones_own_name_makes_no_password():
    with pytest.raises(PasswordRefused, match="first that are guessed"):
        judge("annabellinskaya1", "Annabellinskaya")
