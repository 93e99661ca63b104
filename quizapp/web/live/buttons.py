"""The host's buttons: the big one that does the next thing, and the smaller ones beside it."""

from dataclasses import dataclass

from quizapp.core.game import CLOCKED, EventKind, Game, next_event

WORDS: dict[EventKind, str] = {
    "asked": "Next question",
    "opened": "Next question",
    "discussed": "Talk it over",
    "resumed": "Go on",
    "closed": "Close answers",
    "revealed": "Reveal",
    "board_shown": "Leaderboard",
    "podium_shown": "Podium",
    "ended": "Finish",
}


@dataclass(frozen=True)
class Button:
    """One step: `value` is what the form sends, `key` the key that presses it."""

    kind: EventKind
    label: str
    value: str
    key: str = ""


def next_button(game: Game) -> Button | None:
    """The big one; None at the end."""
    kind = next_event(game)
    return _button(game, kind, _next_words(game, kind), "next") if kind else None


def more_buttons(game: Game) -> tuple[Button, ...]:
    """What else the host may do in this very state, besides ending the game."""
    phase, found = game.phase, []
    if game.is_paused and phase == "open":
        found.append(_button(game, "closed", "Close answers"))
    if phase in CLOCKED and not game.is_paused:
        found.append(_button(game, "paused", "Pause", "pause"))
    if phase in {"open", "discuss"} and game.limit_s is not None:
        found.append(_button(game, "extended", "10 s more", "more"))
    if phase == "discuss" or (phase == "closed" and game.rules.votes > game.vote):
        found.append(_button(game, "revealed", "Reveal now"))
    if phase in {"intro", "open", "closed", "discuss"}:
        found.append(_button(game, "skipped", "Skip"))
    if phase in {"revealed", "skipped", "board", "podium"}:
        found.append(_button(game, "lobby_shown", "Back to the lobby"))
    return tuple(found)


def ending_buttons(game: Game) -> tuple[Button, ...]:
    """The ways out before the end; none where the big button is one of them."""
    kind = next_event(game)
    if kind in {"ended", None}:
        return ()
    has_podium = game.phase in {"lobby", "revealed", "skipped", "board"} and game.round
    podium = (_button(game, "podium_shown", "Go to the podium"),)
    out = _button(game, "ended", "Yes, end it for everybody")
    return (*(podium if has_podium and kind != "podium_shown" else ()), out)


def can_choose_quiz(game: Game) -> bool:
    """Whether the room can go on with another quiz now."""
    return game.phase in {"lobby", "revealed", "skipped", "board", "podium"}


def _next_words(game: Game, kind: EventKind) -> str:
    if kind in {"asked", "opened"}:
        words = {"lobby": "Start", "intro": "Show the answers", "discuss": "Vote again"}
        if game.phase == "lobby" and game.question:
            return "Next question"
        return words.get(game.phase, "Next question")
    if kind == "closed" and game.rules.votes > game.vote:
        return "Close the first vote"
    if kind == "podium_shown" and not game.rules.shows_podium:
        return "To the end"
    return WORDS[kind]


def _button(game: Game, kind: EventKind, label: str, key: str = "") -> Button:
    return Button(kind, label, f"{game.seq}:{kind}", key)
