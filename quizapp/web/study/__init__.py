"""A learner alone: practice and tests, reviews of what is due, the profile."""

from quizapp.web.study import profile, reviews, views
from quizapp.web.study.blueprint import blueprint

__all__ = ["blueprint", "profile", "reviews", "views"]
