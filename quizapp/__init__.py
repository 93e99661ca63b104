"""Trust but Verify: quizzes on who claimed what, with the evidence behind every answer."""

__version__ = "0.1.0"
