"""Why somebody is not let in, or an answer not counted; each with its sentence."""

PLAYERS_LIMIT = 10_000


class RoomIsOver(Exception):
    """The game has ended; nobody can join any more."""

    def __init__(self) -> None:
        super().__init__("This game is over. Ask your teacher for the next PIN.")


class RoomIsFull(Exception):
    """No further player fits in."""

    def __init__(self) -> None:
        super().__init__(f"This game is full: {PLAYERS_LIMIT} players are in.")


class TooManyGames(Exception):
    """Hardly a PIN is free."""

    def __init__(self) -> None:
        super().__init__("Too many games are kept here right now. Try again later.")


class NoSeat(Exception):
    """The device holds no seat in this game, or its player was removed."""

    def __init__(self) -> None:
        super().__init__("This device has no seat in the game. Join with the PIN.")


class AnswerTooLate(Exception):
    """The round was not open for this answer when it arrived."""

    def __init__(self) -> None:
        super().__init__("This question is closed, so the answer could not be counted.")
