"""What is drawn by chance has the form that people and addresses can take."""

import re

from quizapp.services import chance


def test_a_pin_has_six_digits_and_no_leading_zero():
    assert all(re.fullmatch("[1-9][0-9]{5}", chance.new_pin()) for _ in range(500))


def test_a_code_can_be_read_aloud():
    codes = [chance.new_code() for _ in range(200)]

    assert all(re.fullmatch("([A-Z2-9]{4}-){2}[A-Z2-9]{4}", code) for code in codes)
    assert not set("".join(codes)) & set("01IOL")


def test_nothing_is_drawn_twice():
    for draw in (chance.new_id, chance.new_code, chance.new_seed):
        assert len({draw() for _ in range(500)}) == 500
