"""Where a text probably passes on what somebody said: by rules, for an author to accept or dismiss.

The rules are those that quotation-attribution systems start from (Pareti 2015, PARC 3.0): a
reporting verb with a name before it, "according to", and words within quotation marks. They find
likely places and no more; nothing is stored of them.
"""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass

_VERBS = (
    "said", "says", "told", "tells", "reported", "reports", "claimed", "claims", "denied",
    "denies", "insisted", "insists", "argued", "argues", "warned", "warns", "stated", "states",
    "announced", "announces", "added", "wrote", "writes", "tweeted", "accused", "accuses",
    "believes", "confirmed", "confirms", "suggested", "suggests", "noted", "admitted", "called",
    "say", "tell", "deny", "insist", "argue", "warn", "believe", "admit",
)  # fmt: skip
_SAYS = re.compile(rf"\b(?P<cue>{'|'.join(_VERBS)})\b")
"""With a capital it is part of a name: the United States."""
_THINGS = re.compile(rf"(?:states|reports|claims)\s+(?:{'|'.join(_VERBS)})\b")
"""Two verbs in a row: the first is a noun, as in "member states said"."""
_ACCORDING = re.compile(r"\b(?P<cue>according to) (?P<name>[^,.;]{2,60})", re.I)
_QUOTED = re.compile(r"[“\"«][^“”\"«»]{8,1000}[”\"»]")
_SENTENCE = re.compile(r"[^.!?]*(?:[.!?]+[”\"»)]*|\Z)\s*")
_NAME = re.compile(
    r"(?:(?:the|a|an|one|senior|two|some|its|his|her)\s+)*[\w’'-]+(?:\s+[A-Z][\w’'-]*)*\s*\Z", re.I
)
_PROPER = re.compile(r"((?:[A-Z][\w’'.-]*\s+){0,3}[A-Z][\w’'.-]*)\s*\Z")
_BEHIND = re.compile(r"\s+((?:the\s+)?(?:[A-Z][\w’'.-]*\s+){0,3}[A-Z][\w’'-]*)")
"""A name right after the verb: “…,” said Ann Lee."""
_LINKING = re.compile(
    r"\A(?:(?:although|though|while|because|since|when|after|before|if|that|and|but|as)\s+)+", re.I
)
"""Words before a name that link its sentence to another one."""
_BEGINS = re.compile(r"\A(?:The|An?)(?= [a-z])")
"""An article with a capital because the sentence begins there; not that of The Courier."""
_NOBODY = {
    "and", "but", "or", "then", "also", "who", "which", "that", "it", "as", "so", "is", "was",
    "are", "were", "be", "been", "has", "have", "had", "not", "never", "once", "again", "later",
    "earlier", "recently", "repeatedly", "reportedly", "allegedly", "publicly",
}  # fmt: skip
"""Words right before a verb that are no name: who speaks stands further off."""


NEAR = 120
"""Characters before a verb in which the name of who speaks is looked for."""


@dataclass(frozen=True)
class Suggestion:
    """Words that probably report what `speaker` said; either may be empty where it is not seen.

    `nth`: where the same words stand several times in the text, which of those it is, from 1.
    """

    paragraph: int
    start: int
    end: int
    words: str
    speaker: str
    cue: str
    nth: int

    @property
    def digest(self) -> str:
        """Sixteen hex digits that all have whose words are the same."""
        return hashlib.sha256(self.words.encode()).hexdigest()[:16]

    @property
    def key(self) -> str:
        """What tells it from all others, also after an edit that leaves the words above it.

        Take the first of two away, and the second has the key that the first had.
        """
        return f"{self.digest}_{self.nth}"


def heard(paragraphs: tuple[str, ...]) -> tuple[Suggestion, ...]:
    """The sentences of the text that probably report something, in order."""
    found: list[Suggestion] = []
    times = Counter[str]()
    for number, text in enumerate(paragraphs):
        for match in _SENTENCE.finditer(text):
            words = match[0].strip()
            said = _heard_in(words) if words else None
            if said:
                times[words] += 1
                start = match.start() + match[0].index(words)
                place = (number, start, start + len(words))
                found.append(Suggestion(*place, words, *said, nth=times[words]))
    return tuple(found)


def _heard_in(sentence: str) -> tuple[str, str] | None:
    """Speaker and cue of a sentence; None where nobody seems to speak."""
    if match := _ACCORDING.search(sentence):
        return match["name"].strip(), match["cue"].lower()
    spoken = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), sentence)  # not whoever they quote
    is_quoting = spoken != sentence
    for match in _SAYS.finditer(spoken):
        if _THINGS.match(spoken, match.start()):
            continue
        before = spoken[max(0, match.start() - NEAR) : match.start()]
        behind = _BEHIND.match(spoken, match.end()) if is_quoting else None
        if behind and not before.strip(" ,"):
            return behind[1], match["cue"]
        return _BEGINS.sub(_lowered, _name_before(before)), match["cue"]
    return ("", "") if is_quoting else None


def _lowered(match: re.Match[str]) -> str:
    return match[0].lower()


def _name_before(words: str) -> str:
    """The name right before the verb, or the last words of it."""
    if match := _PROPER.search(words):
        return match[1]
    match = _NAME.search(words)
    name = _LINKING.sub("", match[0].strip()) if match and len(match[0]) < 60 else ""
    return "" if name.lower().rpartition(" ")[2] in _NOBODY else name
