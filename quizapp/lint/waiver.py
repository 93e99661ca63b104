"""What questions and banks are let off, and what of it nothing needs.

The field is `lint` on a question or a bank, with `ignore` (rules) and `why`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from quizapp.core.bank import Bank
from quizapp.core.question import Waiver
from quizapp.lint.anatomy import Path
from quizapp.lint.rule import Finding, Rule


@dataclass
class Waivers:
    """The waivers by the path to what has them (`()` is the bank), and which were used."""

    by_path: Mapping[Path, tuple[str, ...]]
    used: set[tuple[Path, str]] = field(default_factory=set)

    def covers(self, rule: str, path: Path) -> bool:
        """Whether the breach of a rule at `path` is waived; remembers that it was needed."""
        owner: Path = path[:2] if len(path) > 1 and path[0] == "questions" else ()
        if rule not in self.by_path.get(owner, ()):
            return False
        self.used.add((owner, rule))
        return True

    def idle(self, rules: Iterable[Rule]) -> Iterator[Finding]:
        """Each waiver that covered nothing; call it when all rules have been asked."""
        severities = {rule.id: rule.severity for rule in rules}
        for path, ignored in self.by_path.items():
            for index, name in enumerate(ignored):
                if (path, name) not in self.used:
                    place = (*path, "lint", "ignore", index)
                    yield Finding(place, _why_idle(name, severities.get(name)))


def waivers_of(bank: Bank) -> Waivers:
    """The waivers in a bank."""
    found: dict[Path, Waiver | None] = {(): bank.lint}
    found |= {("questions", i): question.lint for i, question in enumerate(bank.questions)}
    return Waivers({path: waiver.ignore for path, waiver in found.items() if waiver})


def _why_idle(name: str, severity: str | None) -> str:
    if severity is None:
        return f"there is no rule '{name}'; see docs/lint.md"
    if severity == "error":
        return f"{name} is an error and cannot be waived; mend it"
    return f"nothing here breaks {name} any more; take it out"
