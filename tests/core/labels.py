"""The hand-written verdicts of judge_verdicts.yaml, put as queries to the judge."""

from pathlib import Path

import yaml

from quizapp.core.query import Query

CASES = yaml.safe_load((Path(__file__).parent / "judge_verdicts.yaml").read_text("utf-8"))

_OPTIONS = {"cannot be told": "unsaid", "stated": "source"}
_SAME = ("claim", "other", "quote", "weapon", "entity", "system", "field")


def asked(case):
    """The query and the option of a case."""
    fields = {"ask": case["ask"], "paragraph": case.get("at")}
    match case["ask"]:
        case "content":
            fields["entity"] = case["speaker"]
        case "earlier":
            fields["events"] = (case["event"], case["other"])
        case "scheme":
            fields["name"] = case["designation"]
        case _:
            fields |= {name: case[name] for name in _SAME if name in case}
    if case["ask"] == "stated" and "claim" not in case:
        fields.setdefault("field", case.get("value"))
    return Query(**fields), _OPTIONS.get(case["option"], case["option"])


def name_of(case):
    """`speaker C18 putin`: what a case is called."""
    fields = ("ask", "speaker", "group", "claim", "weapon", "event", "entity", "other", "field")
    more = ("value", "system", "designation", "at", "quote", "option")
    return " ".join(str(case[f]) for f in (*fields, *more) if f in case)
