"""The wheel of beats: each line once a turn, spread over it."""

from quizapp.services.live.beats import SLOTS, Wheel


def a_turn(wheel: Wheel[str]) -> list[list[str]]:
    return [wheel.turn() for _ in range(SLOTS)]


def test_what_is_new_is_due_a_whole_turn_later() -> None:
    wheel: Wheel[str] = Wheel()
    wheel.turn()
    wheel.add("a")

    assert a_turn(wheel) == [[]] * (SLOTS - 1) + [["a"]]


def test_each_is_due_once_in_every_turn() -> None:
    wheel: Wheel[str] = Wheel()
    for name in "abc":
        wheel.turn()
        wheel.add(name)

    for _ in range(2):
        assert sorted(name for slot in a_turn(wheel) for name in slot) == ["a", "b", "c"]


def test_those_who_come_at_different_times_are_due_at_different_times() -> None:
    wheel: Wheel[str] = Wheel()
    for name in "abc":
        wheel.turn()
        wheel.add(name)

    assert max(len(slot) for slot in a_turn(wheel)) == 1


def test_what_was_taken_out_is_not_due() -> None:
    wheel: Wheel[str] = Wheel()
    slot = wheel.add("a")
    del slot["a"]

    assert a_turn(wheel) == [[]] * SLOTS
