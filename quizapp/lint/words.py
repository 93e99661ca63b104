"""Words, and how alike two texts are: what the rules share about English.

Crude on purpose: a rule that needs more than a list of words and their endings would be wrong too
often to be heeded. Texts in another language pass most rules in silence.
"""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
"""A word with its inner hyphens, apostrophes and points: `SSC-X-9`, `Russia’s`, `3.5`."""

QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|‘[^’]*’(?!\w)")

FUNCTION_WORDS = frozenset((
    "a", "about", "after", "again", "all", "also", "although", "am", "an", "and", "another",
    "any", "are", "as", "at", "be", "because", "been", "before", "beyond", "being", "between",
    "both", "but", "by", "can", "cannot", "could", "did", "do", "does", "doing", "done", "down",
    "during", "each", "either", "else", "ever", "every", "few", "for", "from", "further", "had",
    "has", "have", "having", "he", "her", "here", "hers", "him", "his", "how", "i", "if", "in",
    "into", "is", "it", "its", "itself", "just", "like", "may", "me", "might", "more", "most",
    "much", "must", "my", "neither", "no", "nor", "not", "of", "off", "on", "once", "one", "ones",
    "only", "onto", "or", "other", "others", "our", "out", "over", "own", "per", "same", "shall",
    "she", "should", "since", "so", "some", "such", "than", "that", "the", "their", "them",
    "themselves", "then", "there", "these", "they", "this", "those", "though", "through", "to",
    "too", "under", "until", "up", "upon", "us", "very", "was", "we", "were", "what", "when",
    "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within",
    "without", "would", "you", "your", "according", "article", "bullet", "paragraph", "question",
    "report", "source", "text", "answer", "choose", "following", "match", "option", "order",
    "put", "select",
))  # fmt: skip
"""Words that carry no topic: grammar, and what every question about a source is made of."""

NEGATIVES = frozenset((
    "no", "not", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "cannot",
    "without",
))  # fmt: skip


def words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, in order."""
    return tuple(WORD.findall(text.casefold()))


def topic(found: tuple[str, ...]) -> frozenset[str]:
    """The stems of those words that carry a topic."""
    return frozenset(stem(w) for w in found if w not in FUNCTION_WORDS and len(w) > 2)


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """A word without its commonest endings: `missiles` and `missile` give the same.

    After the S stemmer of D. Harman, "How effective is suffixing?" (1991), with -ed and -ing.
    """
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    word = _IRREGULAR.get(word, word)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
    return word.removesuffix("e") if len(word) > 4 else word


_IRREGULAR = {
    "began": "begin", "begun": "begin", "bought": "buy", "broke": "break", "broken": "break",
    "built": "build", "fell": "fall", "fallen": "fall", "gave": "give", "given": "give",
    "held": "hold", "kept": "keep", "left": "leave", "made": "make", "met": "meet", "sold": "sell",
    "sent": "send", "taken": "take", "took": "take", "withdrew": "withdraw",
    "withdrawn": "withdraw",
}  # fmt: skip


def is_negative(word: str) -> bool:
    """Whether a word (in small letters) denies."""
    return word in NEGATIVES or word.endswith(("n't", "n’t"))


def unquoted(text: str) -> str:
    """The text without what stands in quotation marks: those are somebody else's words."""
    if "“" in text or '"' in text or "«" in text or "‘" in text:
        return QUOTED.sub(" ", text)
    return text


_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")


def number(text: str) -> float | None:
    """The number that digits with points and commas stand for; None for a date or the like."""
    digits = _THOUSANDS.sub("", text).replace(",", ".")
    return float(digits) if digits.count(".") < 2 else None


_EDGE = " \t\n.,;:!?…\"'“”‘’()[]*_"
_HYPHEN = re.compile(r"[-‐‑–](?<=\w.)(?=\w)")


def folded(text: str) -> str:
    """A text as a hurried reader takes it in: case, quotes, a leading article do not count.

    Signs within (`+`, `#`, a decimal point, a minus) do. Two or three letters keep their case:
    `Co` and `CO` are two things.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = " ".join(text.split()).strip(_EDGE)
    if len(text) <= 3:
        return text
    text = text.casefold()
    if text.startswith(("a ", "an ", "the ")):
        text = text.partition(" ")[2]
    return text if text.isalpha() else _HYPHEN.sub(" ", text)


def distance(one: str, other: str, limit: int) -> int:
    """How many letters to insert, delete or change (Levenshtein 1966); above `limit`, limit + 1."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
