"""The rules, one a module; the runner runs those that are listed here."""

from quizapp.lint.rule import Rule
from quizapp.lint.rules.exp101_explanation import EXP101
from quizapp.lint.rules.src101_evidence import SRC101
from quizapp.lint.rules.src102_reference import SRC102

RULES: tuple[Rule, ...] = (SRC101, SRC102, EXP101)
