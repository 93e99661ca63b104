"""Between a question's fields and what stands in its form.

Whatever a form was shown and gave back unchanged stays as the text has it, down to how a number was
written; what no form shows (`asks`, `means`, `void`) stays too.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from quizapp.core.passage import gapped_spans, marked_spans
from quizapp.core.value import slug_of
from quizapp.formats.house_cards import Fields, is_same
from quizapp.formats.restricted_yaml import LIMIT_DIGITS, Node
from quizapp.web.workspace.questions.marks import parts_of, with_ids

Filled = dict[str, Any]
"""What stands in a form: text, ticks, and rows as lists of the same."""

ONE_LINE = ("text", "left", "right", "category")
"""Fields of a row whose line breaks are spaces: an answer is one line wherever it is shown."""
PLAIN = ("stem", "skill", "difficulty", "hint", "explanation")


def filled(fields: Fields) -> Filled:
    """What to put into the form of a question."""
    shown: Filled = {name: _text(fields.get(name)) for name in PLAIN}
    shown["difficulty"] = shown["difficulty"] or "medium"
    shown["skill"] = shown["skill"] or "comprehension"
    shown["tags"] = ", ".join(_text(t) for t in _list(fields.get("tags")))
    shown["evidence"] = [{"claim": _claim(e)} for e in _dicts(fields.get("evidence"))]
    media = _dict(fields.get("media"))
    shown |= {"picture": _text(media.get("file")), "alt": _text(media.get("alt"))}
    shown["credit"] = _text(media.get("credit"))
    show = _SHOWN.get(_text(fields.get("type")))
    return shown | (show(fields) if show else {})


def fields_from(data: Filled, before: Fields) -> Fields:
    """The question with what the form says; `before` is the one that it was made from."""
    said, same = _written(data, before), _written(filled(before), before)
    made: Fields = {}
    for key in dict.fromkeys([*before, *said]):
        if key not in said:
            if key not in same:
                made[key] = before[key]
        elif key in same and is_same(said[key], same[key]):
            made |= {key: before[key]} if key in before else {}
        else:
            made[key] = said[key]
    return made


def _written(data: Filled, before: Fields) -> Fields:
    """Every field that the form speaks of and that is not empty."""
    made: Fields = {name: _clean(data.get(name)) for name in PLAIN}
    made["tags"] = tuple(dict.fromkeys(
        slug_of(t, usual="") for t in _clean(data.get("tags")).split(",") if slug_of(t, usual="")
    ))  # fmt: skip
    made["evidence"] = tuple(
        _evidence(_clean(row.get("claim")), before) for row in data.get("evidence") or ()
        if _clean(row.get("claim"))
    )  # fmt: skip
    picture = _clean(data.get("picture"))
    media = {
        "file": picture,
        "alt": _one_line(data.get("alt")),
        "credit": _clean(data.get("credit")),
    }
    made["media"] = {k: v for k, v in media.items() if v} if picture else {}
    write = _WRITTEN.get(_text(before.get("type")))
    made |= write(data, before) if write else {}
    return {key: value for key, value in made.items() if value not in ("", (), {}, None)}


# Evidence: `source/claim/paragraph`


def _claim(evidence: Mapping[str, Node]) -> str:
    parts = (_text(evidence.get(name)) for name in ("source", "claim", "paragraph"))
    return "/".join(parts)


def _evidence(said: str, before: Fields) -> Node:
    known = next((e for e in _dicts(before.get("evidence")) if _claim(e) == said), None)
    if known is not None:
        return dict(known)
    source, _, rest = said.partition("/")
    claim, _, paragraph = rest.partition("/")
    named = {"claim": claim, "paragraph": paragraph, "source": source}
    return {name: value for name, value in named.items() if value}


# Rows


def _rows(
    rows: Iterable[Filled], before: Iterable[Mapping[str, Node]], names: tuple[str, ...]
) -> tuple[dict[str, Node], ...]:
    """Entries from rows with the texts `names`; the first of them makes the id of a new one."""
    known = {_text(entry.get("id")): entry for entry in before}
    made: list[dict[str, Node]] = []
    taken = {_clean(row.get("id")) for row in rows} | set(known)
    for row in rows:
        said = {name: (_one_line if name in ONE_LINE else _clean)(row.get(name)) for name in names}
        if not any(said.values()) and not row.get("correct"):
            continue
        name = _clean(row.get("id")) or slug_of(said[names[0]], frozenset(taken))
        taken.add(name)
        old = {k: v for k, v in known.get(name, {}).items() if k not in (*names, "id", "correct")}
        entry: dict[str, Node] = {"id": name, **{k: v for k, v in said.items() if v}, **old}
        if row.get("correct"):
            entry["correct"] = True
        made.append(entry)
    return tuple(made)


def _shown_rows(value: Node, names: tuple[str, ...]) -> list[Filled]:
    return [
        {name: _text(entry.get(name)) for name in ("id", *names)}
        | {"correct": entry.get("correct") is True}
        for entry in _dicts(value)
    ]


def _listed(name: str, *names: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """A list of entries with these texts: how to show and how to write it."""
    return (
        lambda fields: {name: _shown_rows(fields.get(name), names)},
        lambda data, before: {name: _rows(data.get(name) or (), _dicts(before.get(name)), names)},
    )


def _both(*parts: tuple[Callable[..., Any], Callable[..., Any]]) -> Any:
    def show(fields: Fields) -> Filled:
        return {name: value for part in parts for name, value in part[0](fields).items()}

    def write(data: Filled, before: Fields) -> Fields:
        return {name: value for part in parts for name, value in part[1](data, before).items()}

    return show, write


def _line(name: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    return (
        lambda fields: {name: _text(fields.get(name))},
        lambda data, _before: {name: _one_line(data.get(name))},
    )


# Kinds with forms of their own


def _show_single(fields: Fields) -> Filled:
    rows = _shown_rows(fields.get("choices"), ("text", "feedback"))
    keys = [str(n) for n, row in enumerate(rows) if row["correct"]]
    return {"choices": rows, "key": keys[0] if len(keys) == 1 else ""}


def _write_single(data: Filled, before: Fields) -> Fields:
    key = _clean(data.get("key"))
    rows = [
        {**row, "correct": str(n) == key and bool(_clean(row.get("text")))}
        for n, row in enumerate(data.get("choices") or ())
    ]
    return {"choices": _rows(rows, _dicts(before.get("choices")), ("text", "feedback"))}


def _show_true_false(fields: Fields) -> Filled:
    answer, said = fields.get("answer"), _dict(fields.get("feedback"))
    return {
        "answer": str(answer).lower() if isinstance(answer, bool) else "",
        "if_true": _text(said.get("true")),
        "if_false": _text(said.get("false")),
    }


def _write_true_false(data: Filled, _before: Fields) -> Fields:
    said = {"true": _clean(data.get("if_true")), "false": _clean(data.get("if_false"))}
    answer = {"true": True, "false": False}.get(_clean(data.get("answer")))
    return {"answer": answer, "feedback": {k: v for k, v in said.items() if v}}


def _show_highlight(fields: Fields) -> Filled:
    passage, said = _text(fields.get("passage")), _dict(fields.get("feedback"))
    right = _list(fields.get("correct"))
    rows = [
        {"id": name, "correct": name in right, "feedback": _text(said.get(name))}
        for name in parts_of(passage, marked_spans)
    ]
    return {"passage": passage, "parts": rows}


def _write_highlight(data: Filled, _before: Fields) -> Fields:
    passage = with_ids(_clean(data.get("passage")))
    there = parts_of(passage, marked_spans)
    rows = [row for row in data.get("parts") or () if row.get("id") in there]
    feedback = {row["id"]: _clean(row.get("feedback")) for row in rows}
    return {
        "passage": passage,
        "correct": tuple(row["id"] for row in rows if row.get("correct")),
        "feedback": {name: text for name, text in feedback.items() if text},
    }


def _show_sorting(fields: Fields) -> Filled:
    names = {_text(c.get("id")): _text(c.get("text")) for c in _dicts(fields.get("categories"))}
    rows = _shown_rows(fields.get("items"), ("text", "category", "feedback"))
    return {
        "categories": _shown_rows(fields.get("categories"), ("text",)),
        "items": [{**row, "category": names.get(row["category"], row["category"])} for row in rows],
    }


def _write_sorting(data: Filled, before: Fields) -> Fields:
    categories = _rows(data.get("categories") or (), _dicts(before.get("categories")), ("text",))
    ids = {_text(c["text"]).casefold(): _text(c["id"]) for c in categories if "text" in c}
    rows = [
        {**row, "category": ids.get(said.casefold(), said)}
        for row in data.get("items") or ()
        for said in (_one_line(row.get("category")),)
    ]
    old = _dicts(before.get("items"))
    return {"categories": categories, "items": _rows(rows, old, ("text", "category", "feedback"))}


def _show_short(fields: Fields) -> Filled:
    return {
        "accept": _lines(fields.get("accept")),
        "typos": _text(fields.get("typos")) or "0",
        "reject": [_rejected(e, "text") for e in _dicts(fields.get("reject"))],
    }


def _write_short(data: Filled, _before: Fields) -> Fields:
    typos = _number(_clean(data.get("typos")) or "0")
    return {
        "accept": _split(data.get("accept")),
        "typos": None if typos == 0 else typos,
        "reject": _write_rejected(data, "text", str),
    }


def _show_numeric(fields: Fields) -> Filled:
    span = _dict(fields.get("range"))
    return {
        **{name: _text(fields.get(name)) for name in ("value", "tolerance", "unit")},
        "least": _text(span.get("min")),
        "most": _text(span.get("max")),
        "reject": [_rejected(e, "value") for e in _dicts(fields.get("reject"))],
    }


def _write_numeric(data: Filled, _before: Fields) -> Fields:
    span = {"min": _number(_clean(data.get("least"))), "max": _number(_clean(data.get("most")))}
    return {
        "value": _number(_clean(data.get("value"))),
        "tolerance": _number(_clean(data.get("tolerance"))),
        "range": {k: v for k, v in span.items() if v != ""},
        "unit": _clean(data.get("unit")),
        "reject": _write_rejected(data, "value", _number),
    }


def _show_cloze(fields: Fields) -> Filled:
    text = _text(fields.get("text"))
    known = {_text(g.get("id")): g for g in _dicts(fields.get("gaps"))}
    names = dict.fromkeys([*known, *parts_of(text, gapped_spans)])
    return {"text": text, "gaps": [_show_gap(name, known.get(name, {})) for name in names]}


def _show_gap(name: str, gap: Mapping[str, Node]) -> Filled:
    choices = _dicts(gap.get("choices"))
    right = [_text(c.get("text")) for c in choices if c.get("correct") is True]
    wrong = [_text(c.get("text")) for c in choices if c.get("correct") is not True]
    answers = "\n".join(right) if choices else _lines(gap.get("accept"))
    return {"id": name, "answers": answers, "wrong": "\n".join(wrong)}


def _write_cloze(data: Filled, before: Fields) -> Fields:
    known = {_text(g.get("id")): g for g in _dicts(before.get("gaps"))}
    gaps = [_write_gap(row, known.get(_clean(row.get("id")), {})) for row in data.get("gaps") or ()]
    return {"text": _clean(data.get("text")), "gaps": tuple(g for g in gaps if g)}


def _write_gap(row: Filled, before: Mapping[str, Node]) -> dict[str, Node]:
    answers, wrong = _split(row.get("answers")), _split(row.get("wrong"))
    if not answers and not wrong:
        return {}
    own = {k: v for k, v in before.items() if k not in ("id", "accept", "choices")}
    gap: dict[str, Node] = {"id": _clean(row.get("id")), **own}
    if not wrong:
        return {**gap, "accept": answers}
    known = {_text(c.get("text")): c for c in _dicts(before.get("choices"))}
    taken = {_text(c.get("id")) for c in known.values()}
    choices: list[Node] = []
    for text in (*answers, *wrong):
        old = {k: v for k, v in known.get(text, {}).items() if k != "correct"}
        entry: dict[str, Node] = old or {"id": slug_of(text, frozenset(taken)), "text": text}
        taken.add(_text(entry["id"]))
        choices.append({**entry, "correct": True} if text in answers else entry)
    return {**gap, "choices": tuple(choices)}


def _rejected(entry: Mapping[str, Node], name: str) -> Filled:
    return {"text": _text(entry.get(name)), "feedback": _text(entry.get("feedback"))}


def _write_rejected(data: Filled, name: str, read: Callable[[str], Node]) -> Node:
    rows = [(_clean(r.get("text")), _clean(r.get("feedback"))) for r in data.get("reject") or ()]
    return tuple(
        {k: v for k, v in ((name, read(text)), ("feedback", said)) if v != ""}
        for text, said in rows
        if text or said
    )


_KINDS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "single": (_show_single, _write_single),
    "multiple": _listed("choices", "text", "feedback"),
    "true_false": (_show_true_false, _write_true_false),
    "highlight": (_show_highlight, _write_highlight),
    "poll": _listed("choices", "text"),
    "matching": _both(_listed("pairs", "left", "right"), _listed("distractors", "text")),
    "ordering": _listed("items", "text"),
    "categorise": (_show_sorting, _write_sorting),
    "chain": _both(_line("content"), _listed("links", "text"), _listed("distractors", "text")),
    "short_text": (_show_short, _write_short),
    "numeric": (_show_numeric, _write_numeric),
    "cloze": (_show_cloze, _write_cloze),
}
_SHOWN = {kind: show for kind, (show, _) in _KINDS.items()}
_WRITTEN = {kind: write for kind, (_, write) in _KINDS.items()}


# Values as text and back


def _text(value: Node) -> str:
    match value:
        case None | dict() | tuple():
            return ""
        case bool():
            return str(value).lower()
    return str(value)


def _clean(value: object) -> str:
    """What was typed, with the line ends of a file and without what no text may hold."""
    text = value if isinstance(value, str) else ""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()


def _one_line(value: object) -> str:
    """The same with a space for each line break."""
    return " ".join(line.strip() for line in _clean(value).split("\n") if line.strip())


def _number(text: str) -> Node:
    """The number that was typed; the text itself where it is none, which is told as a fault."""
    if len(text) > LIMIT_DIGITS:
        return text
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text


def _lines(value: Node) -> str:
    return "\n".join(_text(each) for each in _list(value))


def _split(value: object) -> tuple[str, ...]:
    return tuple(line.strip() for line in _clean(value).split("\n") if line.strip())


def _list(value: Node) -> tuple[Node, ...]:
    return value if isinstance(value, tuple) else ()


def _dict(value: Node) -> dict[str, Node]:
    return value if isinstance(value, dict) else {}


def _dicts(value: Node) -> list[dict[str, Node]]:
    return [entry for entry in _list(value) if isinstance(entry, dict)]
