"""What may not be done with a bank of a workspace, each as one kind sentence."""

from quizapp.store.workspace import VersionRow


class NoSuchOwnBank(Exception):
    """There is none, or it is somebody else's: both look alike."""

    def __init__(self) -> None:
        super().__init__("There is no bank here that you may open. See the list of your banks.")


class MayOnlyRead(Exception):
    """The bank is shared with this teacher, but for less than they want to do."""

    def __init__(self) -> None:
        super().__init__(
            "The owner of this bank lets you do less than that. Take a copy: it is yours to change."
        )


class NoSuchVersion(Exception):
    """The bank has no version of this number."""

    def __init__(self) -> None:
        super().__init__("This bank has no such version. See the list of its versions.")


class NameIsTaken(Exception):
    """Another bank of the same owner has this name."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(
            f"There is another bank with the id “{slug}” in this workspace. Change the line "
            f"“id: {slug}” to another one, for example “id: {slug[:60]}-2”."
        )


class TextRefused(Exception):
    """A text that cannot be stored; says why and what to do."""


class HasErrors(Exception):
    """A text with errors cannot be published."""

    def __init__(self) -> None:
        super().__init__("This version has errors, so it is not published. Mend them first.")


class HasChanged(Exception):
    """Somebody saved another version in the meantime: `theirs`, by `author`."""

    def __init__(self, theirs: VersionRow, author: str) -> None:
        self.number = theirs.number
        self.text = theirs.text
        self.author = author
        super().__init__(
            f"{author} saved version {theirs.number} while you were writing. Nothing is lost."
        )


class NoSuchColleague(Exception):
    """Nobody to share with has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no colleague “{name}” on this server. Check the name.")
