"""Where our own folders are: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def is_checkout() -> bool:
    """True where the code runs from the repository, False where it was installed from a wheel."""
    return not (PACKAGE / "templates").is_dir()


def top() -> Path:
    """The folder that holds templates, static and questions."""
    return PACKAGE.parent if is_checkout() else PACKAGE


def templates_dir() -> Path:
    """The Jinja templates."""
    return top() / "templates"


def static_dir() -> Path:
    """Style sheets, scripts and, in `vendor/`, the third-party files that arrive at install."""
    return top() / "static"


def questions_dir() -> Path:
    """The shipped sources, banks and quizzes."""
    return top() / "questions"


def default_data_dir() -> Path:
    """Where data go unless the operator says otherwise: beside a checkout, else in the home."""
    if is_checkout():
        return templates_dir().parent / "instance"
    return Path.home() / ".local" / "share" / "quizapp"
