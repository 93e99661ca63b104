"""Why somebody is not let in, or an answer not counted; each with its sentence."""

from quizapp.services.throttle import TooFast
from quizapp.store.journal import AnswerTooLate as AnswerTooLate  # noqa: PLC0414 - for pages, which do not see the store

PLAYERS_LIMIT = 10_000


class RoomIsOver(Exception):
    """The game has ended; nobody can join any more."""

    def __init__(self) -> None:
        super().__init__("This game is over. Ask your teacher for the next PIN.")


class RoomIsFull(Exception):
    """No further player fits in."""

    def __init__(self) -> None:
        super().__init__(f"This game is full: {PLAYERS_LIMIT} players are in.")


class RoomIsLocked(Exception):
    """The host lets nobody in any more."""

    def __init__(self) -> None:
        super().__init__("This game is locked. Ask the host to open it for you.")


class HasBegun(Exception):
    """The host lets nobody in after the start."""

    def __init__(self) -> None:
        super().__init__("This game has begun, and nobody can join it now. Ask for the next one.")


class ManyCame(TooFast):
    """This network brought a game as many players as it may at once."""

    def __init__(self) -> None:
        Exception.__init__(
            self, "Many came in from your network at once. Wait a second, then press again."
        )


class NothingToVoteOn(Exception):
    """A survey of a bank without a question that can be voted on."""

    def __init__(self) -> None:
        super().__init__(
            "This bank has no question to vote on. Pick another one, or play it with answers."
        )


class TooManyGames(Exception):
    """Hardly a PIN is free."""

    def __init__(self) -> None:
        super().__init__("Too many games are kept here right now. Try again later.")


class HostingIsOff(Exception):
    """The operator lets nobody without an account host a game."""

    def __init__(self) -> None:
        super().__init__("Hosting is switched off on this server. Ask whoever runs it.")


class LinkIsOld(Exception):
    """The link that makes a phone the host's remote is too old, or was never ours."""

    def __init__(self) -> None:
        super().__init__(
            "This link is good for 15 minutes only. Make a new one on the host’s page."
        )


class NoSuchPlayer(Exception):
    """The host named somebody who is not in this game."""

    def __init__(self) -> None:
        super().__init__("That player is not in this game any more. Nothing was changed.")


class NoSeat(Exception):
    """The device holds no seat in this game, or its player was removed."""

    def __init__(self) -> None:
        super().__init__("This device has no seat in the game. Join with the PIN.")


class PlayedElsewhere(NoSeat):
    """The seat that this device held was given to another one, in the game with that PIN."""

    def __init__(self, pin: str) -> None:
        self.pin = pin
        Exception.__init__(
            self,
            "Your place is played on another device now. Go on there, or ask your host to let you "
            "back on this one.",
        )


class NotLetIn(Exception):
    """The host has not let this player in yet."""

    def __init__(self) -> None:
        super().__init__("The host lets you in in a moment. Stay on this page.")


class WasTakenOut(Exception):
    """The host took this device's player out of the game."""

    def __init__(self) -> None:
        super().__init__("You were taken out of this game. Talk to the host if that was a mistake.")


class GameIsPaused(Exception):
    """The clock stands; nothing is counted until it goes on."""

    def __init__(self) -> None:
        super().__init__("The game is paused. Answer again when it goes on.")
