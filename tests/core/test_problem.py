"""A fault in content in one line, as compilers write it, so that editors can jump to it."""

from quizapp.core.problem import Problem


def test_a_problem_is_one_line_that_leads_to_its_place():
    problem = Problem("banks/x.yaml", 3, 7, "BANK001", "'stem' is missing; add it")

    assert str(problem) == "banks/x.yaml:3:7: error BANK001 'stem' is missing; add it"


def test_problems_are_sorted_by_place():
    late, early = (Problem("a.yaml", line, 1, "BANK001", "") for line in (10, 9))

    assert sorted([late, early]) == [early, late]
