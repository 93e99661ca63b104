"""The page on the rules, `docs/lint.md`, written from the rules themselves."""

from quizapp.lint.literature import HALADYNA, NBME
from quizapp.lint.rule import Rule, ShelfRule
from quizapp.lint.rules import RULES, SHELF_RULES

_GROUPS = (
    ("ITEM", "What makes a question unsound"),
    ("SRC", "What a question rests on"),
    ("JUDGE", "What the ledger proves"),
    ("EXP", "What it teaches"),
    ("CUE", "What gives the answer away, or gets in its way"),
    ("BANK", "What shows only over a whole bank"),
    ("SAFE", "What we do not print"),
    ("ALT", "Pictures for those who cannot see them"),
    ("LINT", "Waivers"),
)

_HEAD = f"""# The rules of `quizapp check`

Written from the rules by `python bench/lint.py --page > docs/lint.md`; a test keeps them the same.
How often each finds what it should, and what else it finds: [lint-measured.md](lint-measured.md).

A rule here is meant to be heeded, so it keeps silent where it is not sure. An **error** makes a
question unsound; a **warning** is worth a look, and may be wrong. Most rules read English.

## Departing from a rule

A question that has a reason to break a rule says so, and so does a bank for the `BANK` rules:

```yaml
    lint:
      ignore: [CUE207]
      why: The absolute word is what the source says.
```

Errors cannot be waived. A waiver that nothing needs any more is told as LINT001.

Two works are cited throughout: {HALADYNA}; {NBME}.
"""


def page() -> str:
    """The whole page in Markdown."""
    rules: list[Rule | ShelfRule] = [*RULES, *SHELF_RULES]
    rules.sort(key=_name)
    return _HEAD + "".join(
        f"\n## {title}\n" + "".join(_entry(rule) for rule in rules if _in(rule, prefix))
        for prefix, title in _GROUPS
    )


def _entry(rule: Rule | ShelfRule) -> str:
    why = rule.why
    return (
        f"\n### {rule.id}: {why.title}\n\n"
        f"*{rule.severity.capitalize()}.* {why.reason}\n\n"
        f"**Mend:** {why.mend}\n\n"
        f"**After:** {why.source}.\n"
    )


def _name(rule: Rule | ShelfRule) -> str:
    return rule.id


def _in(rule: Rule | ShelfRule, prefix: str) -> bool:
    return rule.id.rstrip("0123456789") == prefix
