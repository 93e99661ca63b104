"""The garbage collector rests while a command reads, and is as it was afterwards."""

import gc

import pytest

from quizapp.cli.collector import collector_held


def test_it_rests_meanwhile_and_goes_on_afterwards():
    with collector_held():
        assert not gc.isenabled()

    assert gc.isenabled()


def test_it_goes_on_after_a_fault_too():
    with pytest.raises(ValueError, match="a fault"), collector_held():
        raise ValueError("a fault")

    assert gc.isenabled()
