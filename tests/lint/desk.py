"""Questions, banks and a ledger to check, and what a rule says of them."""

from quizapp.core.bank import Bank, Choice, Evidence, Matching, ShortText, Single, TrueFalse
from quizapp.core.ledger import Ledger
from quizapp.lint.rule import Paper
from quizapp.lint.rules import RULES

DIGEST = "0123456789abcdef"


def single(stem="Who said so?", options=("Putin", "Trump", "NATO"), *, key=0, **fields):
    """A question whose option number `key` is right."""
    choices = tuple(
        Choice(id="abcdef"[i], text=text, correct=i == key) for i, text in enumerate(options)
    )
    return Single(**{"id": "q", "type": "single", "stem": stem, "choices": choices} | fields)


def statement(stem="It holds.", *, answer=True, **fields):
    """A statement to judge."""
    return TrueFalse(**{"id": "q", "type": "true_false", "stem": stem, "answer": answer} | fields)


def typed(accept=("Reuters",), reject=()):
    """A question with a typed answer."""
    fields = {"id": "q", "type": "short_text", "stem": "Which agency?", "accept": accept}
    rejected = tuple({"text": text, "feedback": "No."} for text in reject)
    return ShortText.model_validate({**fields, "reject": rejected})


def matching(*pairs, spare=()):
    """Pairs to match."""
    fields = {"id": "q", "type": "matching", "stem": "Match each with its side."}
    made = tuple({"id": f"p{i}", "left": a, "right": b} for i, (a, b) in enumerate(pairs))
    left_over = tuple({"id": f"d{i}", "text": text} for i, text in enumerate(spare))
    return Matching.model_validate({**fields, "pairs": made, "distractors": left_over})


def on(*claims):
    """Evidence: these claims."""
    return tuple(Evidence(claim=claim) for claim in claims)


def bank(*questions, sources=("wire",)):
    """A bank of these questions, numbered, over the report of `ledger`."""
    numbered = tuple(q.model_copy(update={"id": f"q{i}"}) for i, q in enumerate(questions))
    header = {"schema": 1, "id": "b", "title": "B", "description": "D", "sources": sources}
    return Bank.model_validate({**header, "questions": numbered})


def ledger():
    """A report in which the US accuses, Russia denies and the outlet states three things."""
    return Ledger.model_validate(
        {
            "schema": 1,
            "id": "wire",
            "title": "A report",
            "publisher": "The Wire",
            "date": {},
            "rights": "Ours",
            "outlet": "reuters",
            "paragraphs": tuple({"id": p, "length": 90, "sha256": DIGEST} for p in ("p1", "p2")),
            "entities": (
                {"kind": "outlet", "form": "agency", "id": "reuters", "name": "Reuters"},
                {"kind": "body", "form": "state", "id": "russia", "name": "Russia"},
                {
                    "kind": "body",
                    "form": "state",
                    "id": "us",
                    "name": "the United States",
                    "aliases": ("the Americans",),
                },
                {
                    "kind": "weapon",
                    "id": "burevestnik",
                    "name": "Burevestnik",
                    "designations": ({"system": "nato-code", "value": "SSC-X-9"},),
                },
            ),
            "claims": (
                claim("C01", "Russia broke the agreement.", "disputed"),
                claim("C02", "Russia kept to the agreement.", "disputed"),
                claim("C03", "The United States left the agreement.", "asserted"),
                claim("C04", "A missile was tested on an island.", "asserted"),
            ),
            "balance_groups": (
                {
                    "id": "compliance",
                    "issue": "Did Russia break it?",
                    "positions": (
                        {"by": ("us",), "claims": ("C01",)},
                        {"by": ("russia",), "claims": ("C02",)},
                    ),
                },
            ),
        }
    )


def claim(claim_id, content, stance):
    anchor = {"paragraph": "p1", "start": 0, "end": 9, "sha256": DIGEST}
    return {
        "id": claim_id,
        "content": content,
        "content_key": claim_id.lower(),
        "type": "assertion",
        "stance": stance,
        "factuality": "Uu",
        "anchors": (anchor,),
    }


def found(rule_id, *questions, sources=("wire",)):
    """The messages of one rule on a bank of these questions."""
    return [f.message for f in _findings(rule_id, questions, sources)]


def places(rule_id, *questions, sources=("wire",)):
    """The paths at which one rule finds something."""
    return [f.path for f in _findings(rule_id, questions, sources)]


def _findings(rule_id, questions, sources):
    rule = next(rule for rule in RULES if rule.id == rule_id)
    return list(rule.findings(Paper(bank(*questions, sources=sources), {"wire": ledger()})))
