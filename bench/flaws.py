"""Flaws to plant in a sound question, one a function: the measure of what the linter finds.

Each is written as a careless author would, not as a rule looks for it; a question that cannot bear
the flaw gives None. `number` picks among several wordings, so that they come up in turn.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from quizapp.core.bank import Choice, Evidence, Question, Rejected, ShortText, Single, TrueFalse
from quizapp.core.media import Media

Spoilt = Question | tuple[Question, ...] | None


class Flaw(NamedTuple):
    """The rule that should find it, what it is, and how it is planted."""

    rule: str
    title: str
    plant: Callable[[Question, int], Spoilt]


def changed_to(question: Question, **changes: object) -> Question:
    """The question with some fields changed."""
    return question.model_copy(update=changes)


def _wrong(question: Question, text: str) -> Question | None:
    """The question with its last wrong option saying `text`."""
    if not isinstance(question, Single) or len(question.choices) < 3:
        return None
    last = [c for c in question.choices if not c.correct][-1]
    return with_texts(question, {last.id: text})


def with_texts(question: Single, texts: dict[str, str]) -> Question:
    """The question with these texts for the options of these ids."""
    changed = (c.model_copy(update={"text": texts.get(c.id, c.text)}) for c in question.choices)
    return changed_to(question, choices=tuple(changed))


def _stem(question: Question, text: str) -> Question | None:
    return changed_to(question, stem=text) if isinstance(question, Single) else None


def with_options(question: Question, key: str, *wrong: str) -> Question | None:
    """The question with these options."""
    if not isinstance(question, Single):
        return None
    texts = (key, *wrong)
    made = (Choice(id="abcdef"[i], text=t, correct=i == 0) for i, t in enumerate(texts))
    return changed_to(question, choices=tuple(made))


def _pick(number: int, *texts: str) -> str:
    return texts[number % len(texts)]


def all_above(question: Question, number: int) -> Spoilt:
    """A last option for all."""
    texts = ("All of the above", "All of these", "All of them", "All the above.", "Any of these")
    return _wrong(question, _pick(number, *texts, "All answers are correct"))


def none_above(question: Question, number: int) -> Spoilt:
    """A last option for none."""
    texts = ("None of the above", "None of these", "None", "None of them.", "Neither")
    return _wrong(question, _pick(number, *texts, "No correct answer"))


def both(question: Question, number: int) -> Spoilt:
    """Two options joined to a third."""
    if not isinstance(question, Single) or len(question.choices) < 4:
        return None
    one, other = [c.text.rstrip(".") for c in question.choices if not c.correct][:2]
    joined = _pick(number, f"{one} and {other}", f"Both {one} and {other}", "A and B", "Both")
    return _wrong(question, joined)


def negative(question: Question, number: int) -> Spoilt:
    """A quiet not."""
    asked = _pick(
        number,
        "Which of these is not so?",
        "Which of these does not fit what is told?",
        "Which one isn’t mentioned?",
        "All of these are right except one. Which one?",
        "Who was not involved?",
        "Choose the one that does not belong.",
        "What did nobody say?",
    )
    return _stem(question, asked)


def double_negative(question: Question, number: int) -> Spoilt:
    """A loud NOT over an option with a quiet one."""
    changed = _wrong(question, _pick(number, "It was not told", "It never came", "Nobody knew"))
    asked = _pick(number, "Which of these is NOT so?", "Which of these did NOT happen?")
    return _stem(changed, asked) if changed else None


def article(question: Question, _number: int) -> Spoilt:
    """An end that only some options fit."""
    asked = _stem(question, "What the report speaks of is called an")
    if not asked:
        return None
    return with_options(asked, "agreement", "pact", "treaty", "deal")


def absolute(question: Question, number: int) -> Spoilt:
    """A wrong option that knows no exception."""
    texts = (
        "It is always so",
        "Nobody ever knew",
        "It was completely made up",
        "It was only a joke",
    )
    return _wrong(question, _pick(number, *texts, "It holds under all circumstances"))


def vague(question: Question, number: int) -> Spoilt:
    """A wrong option with a vague how often."""
    if question.skill == "certainty":
        return None
    texts = ("It is often so", "This usually happens", "It rarely comes up", "Now and then it is")
    return _wrong(question, _pick(number, *texts))


def echo(question: Question, number: int) -> Spoilt:
    """A word of the key alone in the stem."""
    if not isinstance(question, Single):
        return None
    others = " ".join(c.text for c in question.choices if not c.correct).casefold()
    key = next(c for c in question.choices if c.correct)
    fresh = [w for w in re.findall(r"\b[a-z]{6,}\b", key.text) if w[:5] not in others]
    start = _pick(number, "Think of", "With regard to", "On the matter of")
    return _stem(question, f"{start} {fresh[0]}: {question.stem}") if fresh else None


def overlap(question: Question, number: int) -> Spoilt:
    """Ranges that overlap."""
    if number % 2:
        return with_options(question, "10 to 20 weeks", "15 to 30 weeks", "30 to 40 weeks")
    return with_options(question, "More than 5", "More than 10", "Less than 3")


def near(question: Question, _number: int) -> Spoilt:
    """An option once more, with a letter lost in a long word."""
    if not isinstance(question, Single):
        return None
    for choice in question.choices[:-1]:
        match = re.search(r"\b([A-Za-z]{4})([a-z])([a-z]{3,})\b", choice.text)
        if match and not question.choices[-1].correct:
            slip = choice.text[: match.start(2)] + choice.text[match.end(2) :]
            return _wrong(question, slip)
    return None


def statement(question: Question, number: int) -> Spoilt:
    """A stem that asks nothing."""
    texts = ("The treaty fell apart not long ago.", "It was signed by two presidents.")
    return _stem(question, _pick(number, *texts, "The weapon has several names in the press."))


def short(question: Question, number: int) -> Spoilt:
    """A stem of a word or two."""
    return _stem(question, _pick(number, "Which?", "The treaty:", "Why so?"))


def long(question: Question, _number: int) -> Spoilt:
    """A stem behind a long run-up."""
    words = "before you answer look again at what was told above and take care to weigh it"
    return _stem(question, f"Now {' and '.join([words] * 4)}. {question.stem}")


def hard(question: Question, _number: int) -> Spoilt:
    """A stem in officialese."""
    text = (
        "Notwithstanding considerations regarding verification arrangements established "
        "subsequently, which interpretation concerning international obligations undertaken "
        "previously characterises governmental representatives participating throughout "
        "consultations concerning comprehensive implementation procedures, notwithstanding "
        "disagreements regarding applicable definitions?"
    )
    return _stem(question, text)


def converge(question: Question, number: int) -> Spoilt:
    """The key from the parts of the others."""
    if number % 2:
        return with_options(
            question,
            "Range and payload limits",
            "Range and crew limits",
            "Engine and payload limits",
            "Paint and colour rules",
        )
    return with_options(
        question,
        "TASS and Reuters, in May",
        "TASS and Interfax, in June",
        "Novosti and Reuters, in July",
        "Xinhua and Kyodo, in May",
    )


def two_options(question: Question, _number: int) -> Spoilt:
    """Only the key and one more."""
    if not isinstance(question, Single):
        return None
    key = next(c for c in question.choices if c.correct)
    wrong = next(c for c in question.choices if not c.correct)
    return changed_to(question, choices=(key, wrong))


def filler(question: Question, number: int) -> Spoilt:
    """One word beside sentences."""
    if not isinstance(question, Single) or len(question.choices) < 3:
        return None
    longer = {c.id: f"{c.text}, as told in the report" for c in question.choices}
    changed = with_texts(question, longer)
    return _wrong(changed, _pick(number, "Nobody", "No", "A cat", "Chance"))


def same_option(question: Question, number: int) -> Spoilt:
    """An option once more in other clothes."""
    if not isinstance(question, Single):
        return None
    text = question.choices[0].text
    if question.choices[-1].correct or len(text) < 5:
        return None
    return _wrong(question, _pick(number, text.upper(), f"“{text}”", f"{text}.", f"the {text}"))


def same_question(question: Question, _number: int) -> Spoilt:
    """The question once more."""
    return (question, changed_to(question, id="again"))


def accepted_reject(question: Question, _number: int) -> Spoilt:
    """A rejected answer that is accepted."""
    if not isinstance(question, ShortText):
        return None
    rejected = Rejected(text=f"the {question.accept[0].upper()}", feedback="No.")
    return changed_to(question, reject=(*question.reject, rejected))


def no_evidence(question: Question, _number: int) -> Spoilt:
    """No evidence."""
    return changed_to(question, evidence=())


def no_explanation(question: Question, _number: int) -> Spoilt:
    """No explanation."""
    return changed_to(question, explanation=None)


def lost_claim(question: Question, _number: int) -> Spoilt:
    """Evidence that is not there."""
    if not question.evidence:
        return None
    return changed_to(question, evidence=(Evidence(claim="X99"),))


def voiceless(question: Question, number: int) -> Spoilt:
    """A contested claim as a fact, in the words of an author."""
    claim, texts = _CONTESTED[number % len(_CONTESTED)]
    if not question.evidence:
        return None
    changed = changed_to(question, evidence=(Evidence(claim=claim),))
    text = texts[number // len(_CONTESTED) % len(texts)]
    if isinstance(changed, TrueFalse):
        text = text.split("? ")[-1] if "? " in text else text
    return changed_to(changed, stem=text)


_CONTESTED = (
    ("C13", ("When did Russia break the agreement?", "Which agreement did Russia break?")),
    ("C05", ("Why did Trump turn down the offer?", "Trump turned the offer down. Where?")),
    ("C24", ("Why is the US bringing on an arms race?", "Who brought on an arms race?")),
    ("C21", ("How long has Russia kept to the treaty?", "Which treaty did Russia keep to?")),
    ("C38", ("How far is American missile technology ahead of Russia’s?",)),
    ("C40", ("Where was Russia busy with the Burevestnik when the disaster came?",)),
)


def misspelt(question: Question, number: int) -> Spoilt:
    """A name with a letter wrong."""
    if not question.evidence:
        return None
    name = _pick(number, "Reuter", "Burevesnik", "Burevestnick", "SSC-9", "9M792", "Novatar")
    return _stem(question, f"What does the article say of {name}, and who is quoted?")


def detail(question: Question, number: int) -> Spoilt:
    """A figure that is nobody's business."""
    text = _pick(
        number,
        "The missile flies at Mach 8.",
        "Its warhead has a yield of 150 kilotons.",
        "The missiles are stationed near the border.",
        "The missile can strike a target 2,350 km away.",
        "The missile finds its way by satellite navigation.",
        "The rocket has a circular error of ten metres.",
        "The missile flies low to get under radar.",
        "Its warhead is set off by an implosion.",
    )
    return changed_to(question, explanation=text)


def loaded(question: Question, number: int) -> Spoilt:
    """A side called names."""
    if not question.evidence:
        return None
    text = _pick(
        number,
        "The Putin regime tells a story here.",
        "It shows who the good guys are.",
        "An evil plan, as the paragraph shows.",
        "This is fake news from one side.",
        "One of them is a liar, and paragraph 3 shows it.",
        "A cynical lie by the Kremlin.",
    )
    return changed_to(question, explanation=text)


def verdict(question: Question, number: int) -> Spoilt:
    """A ruling asked for."""
    if not question.evidence:
        return None
    text = _pick(number, "Is it true that Russia broke the treaty?", "Who is right about the race?")
    return _stem(question, _pick(number // 2, text, "Who is lying here?", "Whose fault is it?"))


def _pictured(question: Question, alt: str) -> Question:
    return changed_to(question, media=Media(file="map-of-europe.png", alt=alt))


def empty_alt(question: Question, number: int) -> Spoilt:
    """A picture's text that says nothing."""
    texts = ("map-of-europe.png", "Map of Europe", "A map", "DSC00412.JPG", "Europe", question.stem)
    return _pictured(question, _pick(number, *texts)[:500])


def announced(question: Question, number: int) -> Spoilt:
    """A picture's text that says that there is a picture."""
    start = _pick(number, "Image of", "A picture of", "Photo showing", "This image shows")
    return _pictured(question, f"{start} a map with two pins and a line between them")


def long_alt(question: Question, number: int) -> Spoilt:
    """A picture's text that goes on and on."""
    return _pictured(question, "A map with two pins, and beside each a year. " * (6 + number % 5))


def key_in_alt(question: Question, number: int) -> Spoilt:
    """A picture's text with the key."""
    if not isinstance(question, Single):
        return None
    key = next(c.text for c in question.choices if c.correct)
    return _pictured(question, _pick(number, f"A board with the words “{key}”", f"A sign: {key}."))


FLAWS: tuple[Flaw, ...] = (
    Flaw("ITEM003", "an option again, in capitals, quotes, with a point or article", same_option),
    Flaw("ITEM006", "the question again", same_question),
    Flaw("ITEM009", "a rejected answer that is accepted too", accepted_reject),
    Flaw("SRC101", "no evidence", no_evidence),
    Flaw("SRC102", "a claim that is not there", lost_claim),
    Flaw("SRC106", "a contested claim told as a fact", voiceless),
    Flaw("SRC107", "a name with a letter wrong", misspelt),
    Flaw("EXP101", "no explanation", no_explanation),
    Flaw("CUE201", "an option for all", all_above),
    Flaw("CUE202", "an option for none", none_above),
    Flaw("CUE203", "two options joined to a third", both),
    Flaw("CUE204", "a quiet negative", negative),
    Flaw("CUE205", "a negative option under a negative stem", double_negative),
    Flaw("CUE206", "'an' before options with consonants", article),
    Flaw("CUE207", "an absolute term in a wrong option", absolute),
    Flaw("CUE208", "a vague how often", vague),
    Flaw("CUE209", "a word of the key put into the stem", echo),
    Flaw("CUE213", "ranges that overlap", overlap),
    Flaw("CUE214", "an option again, a letter lost", near),
    Flaw("CUE216", "a stem that asks nothing", statement),
    Flaw("CUE217", "a stem of a word or two", short),
    Flaw("CUE217", "a stem of seventy words", long),
    Flaw("CUE218", "officialese", hard),
    Flaw("CUE219", "a key from the parts of the others", converge),
    Flaw("CUE220", "two options", two_options),
    Flaw("CUE221", "one word beside sentences", filler),
    Flaw("SAFE501", "a figure that is nobody's business", detail),
    Flaw("SAFE502", "a side called names", loaded),
    Flaw("SAFE503", "a ruling asked for", verdict),
    Flaw("ALT601", "a picture's text that is a file's name, a word or the stem", empty_alt),
    Flaw("ALT602", "a picture's text that begins with picture of", announced),
    Flaw("ALT603", "a picture's text of six sentences and more", long_alt),
    Flaw("ALT604", "the key in a picture's text", key_in_alt),
)
