"""Whatever a bank says, checking it ends in a list of problems, and soon."""

import time

from hypothesis import given
from hypothesis import strategies as st

from quizapp.lint.runner import check_bank
from tests.lint.desk import bank, ledger, matching, single, statement, typed

PIECES = (
    "which", "not", "except", "what", "who", "is", "NOT", "the", "one", "that", "and", "or",
    "of", "all", "none", "both", "above", "these", "1", "2,5", "1.2.3", "10-20", "more",
    "than", "5", "km", "Reuters", "Burevesnik", "SSC-9", "a", "an", "____", "…", "?", ".",
    ":", ";", "(", "“", "”", "'", "never", "often", "🇷🇺", "²", "１",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text("aé-’ .,\n", min_size=1), min_size=1).map(
    lambda pieces: " ".join(pieces)[:290].strip() or "x"
)
options = st.lists(texts, min_size=2, max_size=6, unique=True)


@given(texts, options, texts)
def test_any_text_can_be_checked(stem, several, explanation):
    questions = (
        single(stem, tuple(several), explanation=explanation),
        statement(stem),
        typed(accept=tuple(several)),
        matching(*((text, f"{text} x") for text in several)),
    )

    problems = check_bank(bank(*questions), {"wire": ledger()}, {}, "b.yaml")

    assert all(problem.message for problem in problems)


def test_text_made_to_be_slow_is_checked_within_a_second():
    """Nested repeats would take minutes: openings that are never closed, again and again."""
    hostile = ("what " * 400, "“" * 2000, "is it true " * 180, "1," * 990 + "1", "a____" * 390)
    questions = [single(text[:2000], (text[:250], text[:240], "x")) for text in hostile]

    began = time.process_time()
    check_bank(bank(*questions), {"wire": ledger()}, {}, "b.yaml")

    assert time.process_time() - began < 1
