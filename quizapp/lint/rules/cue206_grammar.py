"""CUE206: the end of the stem fits every option: a or an, one or several."""

import re
from collections.abc import Callable, Iterator

from quizapp.lint.anatomy import Anatomy, Menu
from quizapp.lint.literature import NBME_SHORT, haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why

_GAP = r"\s*(?:_{2,}|…|\.{3})"
_ARTICLE = re.compile(rf"(?<![\w/(])(an?)(?:{_GAP}|\s*:?\s*$)")
_SEVERAL = re.compile(
    rf"\b(?:are|were|these|those|many|several|both){_GAP}|(?:_{{2,}}|…)\s+(?:are|were|have)\b"
    r"|\b(?:are|were)\s*:?\s*$"
)
_ONE = re.compile(
    rf"\b(?:is|was|this|that){_GAP}|(?:_{{2,}}|…)\s+(?:is|was|has)\b|\b(?:is|was)\s*:?\s*$"
)
_SOUNDS_LIKE_AN = re.compile(r"(?:hour|honest|honou?r|heir)|[aeio]|u(?!ni(?![nm])|s[eu]|til|r[ao])")
_SOUNDS_LIKE_A = re.compile(r"(?:eu|ewe|one\b|once\b)|u(?:ni(?![nm])|s[eu]|til|r[ao])")


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        for menu in anatomy.menus if _may_cue(anatomy) else ():
            yield from _of_menu(anatomy, menu)


def _may_cue(anatomy: Anatomy) -> bool:
    end = anatomy.stem.text[-12:].rstrip()
    return "__" in anatomy.stem.text or "…" in end or "..." in end or end[-1:] not in ("?", ".")


def _of_menu(anatomy: Anatomy, menu: Menu) -> Iterator[Finding]:
    text, path = anatomy.stem.text, anatomy.stem.path
    article = _ARTICLE.search(text)
    if article:
        misfits = [o for o in menu.options if (_article(o.text) or article[1]) != article[1]]
        if misfits:
            message = f"'{article[1]}' at the gap does not fit '{misfits[0].text}'"
            yield Finding(path, f"{message}; put a or an into the options")
        return
    for pattern, wants_several in ((_SEVERAL, True), (_ONE, False)):
        if pattern.search(text) and _only_key_fits(menu, _is_several, wants=wants_several):
            message = f"by its number ({'several' if wants_several else 'one'}) only the key fits"
            yield Finding(path, f"{message} the stem; make all options alike")
            return


def _only_key_fits(menu: Menu, shape: Callable[[str], bool | None], *, wants: bool) -> bool:
    return (
        len(menu.distractors) > 1
        and bool(menu.keys)
        and all(shape(o.text) is wants for o in menu.keys)
        and all(shape(o.text) is (not wants) for o in menu.distractors)
    )


def _article(text: str) -> str | None:
    """The article that an option takes; None where its sound is not sure or it brings its own."""
    first = re.match(r"[\"'“‘(]*([\w-]+)", text)
    word = first[1] if first else ""
    if not word or word.casefold() in ("a", "an", "the", "no", "both", "some"):
        return None
    if word[0].isdigit():
        return "an" if re.match(r"8|11(?!\d)|18(?!\d)", word) else "a"
    if len(word) == 1 or (word.isupper() and len(word) < 6):
        return None
    word = word.casefold()
    if _SOUNDS_LIKE_A.match(word):
        return "a"
    return "an" if _SOUNDS_LIKE_AN.match(word) else "a"


def _is_several(text: str) -> bool | None:
    """Whether an option of at most three words is a plural; None where that is not sure."""
    words = text.rstrip(" .!?").split()
    if not 0 < len(words) <= 3 or words[-1][-1:].isdigit():
        return None
    last = words[-1].casefold()
    if last in ("people", "men", "women", "children"):
        return True
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "’s", "'s"))


CUE206 = Rule(
    "CUE206",
    "warning",
    Why(
        title="A grammatical cue",
        reason="Where only some options fit the end of the stem, grammar answers for the player.",
        mend="Move the article into the options, or make all of them singular or all plural.",
        source=f"{haladyna('28c')}; {NBME_SHORT}, grammatical cues",
    ),
    _findings,
)
