"""A learner alone: practice and tests, reviews of what is due, the profile."""

from quizapp.web.study import offline, profile, reviews, views
from quizapp.web.study.blueprint import blueprint

__all__ = ["blueprint", "offline", "profile", "reviews", "views"]
