"""What may not be done with a bank of a workspace, each as one kind sentence."""

from quizapp.formats.redrawn import PictureRefused
from quizapp.services.kept_pictures import megabytes
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


class NoSuchCard(Exception):
    """The bank has no such question, or no more."""

    def __init__(self) -> None:
        super().__init__("This question is not in the bank any more. See its list of questions.")


class NotInCards(Exception):
    """The text cannot be taken apart into questions."""

    def __init__(self) -> None:
        super().__init__(
            "The questions of this bank cannot be told apart as it stands. Edit it as text: the "
            "check there says what is wrong."
        )


class CardChanged(Exception):
    """The question was changed, deleted or given another id in the meantime."""

    def __init__(self) -> None:
        super().__init__("This question was changed while you were writing. Nothing is lost.")


class CannotPreview(Exception):
    """The question is not whole enough to be shown."""

    def __init__(self) -> None:
        super().__init__(
            "This question cannot be shown yet. Mend what its margin calls an error, then look "
            "again."
        )


class NoRoom(Exception):
    """The bank would have more bytes than a bank may have."""

    def __init__(self) -> None:
        super().__init__(
            "The bank would be too large with that: at most 1,000,000 bytes are stored. Move some "
            "of its questions to another bank."
        )


class PicturesAreFull(PictureRefused):
    """The owner of the bank has no room for so many bytes more."""

    def __init__(self, used_bytes: int, more_bytes: int, limit_bytes: int) -> None:
        super().__init__(
            f"There is no room for {megabytes(more_bytes)} MB of pictures more: the banks of this "
            f"workspace have {megabytes(used_bytes)} of {limit_bytes // 10**6:,} MB. Delete a bank "
            "that is not needed any more; one that you duplicate first keeps only the pictures of "
            "its latest version. Or ask whoever runs this server for more room."
        )


class TooMuchToPack(Exception):
    """The pictures of a bank have more bytes than one .zip may have."""

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(
            f"With its pictures this bank has more than {limit_bytes // 10**6} MB, the most that "
            "one .zip takes here. Download the text alone; whoever runs the server carries the "
            "pictures too (quizapp bank pull)."
        )


class NoSuchOwnSource(Exception):
    """There is none, or it is somebody else's: both look alike."""

    def __init__(self) -> None:
        super().__init__(
            "There is no text here that you may open. See the list of your texts; what you deleted "
            "stands at its foot."
        )


class NoSuchNote(Exception):
    """The text has no such claim."""

    def __init__(self) -> None:
        super().__init__("This claim is not among your notes any more. See the text.")


class SourceRefused(Exception):
    """A text that cannot be kept; says why and what to do."""


class ClaimRefused(Exception):
    """A claim that cannot be noted so; says what is missing."""


class WordsMoved(ClaimRefused):
    """The text was rewritten, and nobody knows which of its words were meant."""

    def __init__(self, places: int) -> None:
        where = f"stand in it {places} times now" if places else "do not stand in it any more"
        super().__init__(
            f"This text was rewritten in another window, and these words {where}. Select the words "
            "again. The rest of what you wrote is in the form."
        )


class TextRefused(Exception):
    """A text that cannot be stored; says why and what to do."""


class NotPublished(Exception):
    """Nothing of the bank can be played yet."""

    def __init__(self) -> None:
        super().__init__("No version of this bank is published yet. Publish one, then play it.")


class HasErrors(Exception):
    """A text with errors cannot be published."""

    def __init__(self) -> None:
        super().__init__("This version has errors, so it is not published. Mend them first.")


class NotItsPicture(Exception):
    """A text names a picture of a bank that whoever wrote it does not have."""

    def __init__(self) -> None:
        super().__init__(
            "A question names a picture that does not belong to this bank, so it is not published. "
            "Bring the picture in by the form of the question."
        )


class HasChanged(Exception):
    """Somebody saved another version in the meantime: `theirs`, by `author`.

    `is_own` says that `author` is who is told.
    """

    def __init__(self, theirs: VersionRow, author: str, *, is_own: bool = False) -> None:
        self.number = theirs.number
        self.text = theirs.text
        self.author = author
        saved = f"saved version {self.number}"
        said = f"You {saved} in another window" if is_own else f"{author} {saved} meanwhile"
        super().__init__(f"{said}. Nothing is lost.")


class ClaimChanged(Exception):
    """The claim was changed or deleted in the meantime: in another window of the text's owner."""

    def __init__(self, *, is_gone: bool) -> None:
        deed = "deleted" if is_gone else "changed"
        super().__init__(f"You {deed} this claim in another window. Nothing is lost.")


class SourceChanged(Exception):
    """The text was changed in the meantime: in another window of its owner."""

    def __init__(self) -> None:
        super().__init__("You changed this text in another window. Nothing is lost.")


class NoSuchColleague(Exception):
    """Nobody to share with has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no colleague “{name}” on this server. Check the name.")
