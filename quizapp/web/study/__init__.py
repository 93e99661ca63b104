"""A learner alone: question, feedback, result."""
