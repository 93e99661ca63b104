"""A rule: what it is called, how grave it is, why it is one, and what finds a breach of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from quizapp.core.bank import Bank
from quizapp.core.judge.options import Option, Verdicts, judged_options
from quizapp.core.ledger import Claim, Ledger
from quizapp.core.problem import Severity
from quizapp.lint.anatomy import Anatomy, Path, anatomy_of


class Finding(NamedTuple):
    """One breach of a rule: at which part of the bank, and what to do about it."""

    path: Path
    message: str


@dataclass(frozen=True)
class Paper:
    """A bank, its questions taken apart, beside all the ledgers that there are, by their ids."""

    bank: Bank
    ledgers: Mapping[str, Ledger]

    @cached_property
    def questions(self) -> tuple[Anatomy, ...]:
        """The questions in the order of the file."""
        return tuple(anatomy_of(q, ("questions", i)) for i, q in enumerate(self.bank.questions))

    @cached_property
    def wording(self) -> str:
        """The `wording` of all questions."""
        return "\n".join([anatomy.wording for anatomy in self.questions])

    @cached_property
    def traces(self) -> str:
        """The `traces` of all questions: what is not here need not be looked for in any."""
        return "\n".join([anatomy.traces for anatomy in self.questions])

    @cached_property
    def own_ledgers(self) -> tuple[Ledger, ...]:
        """The ledgers that the bank draws on, as far as they are there."""
        named = [*self.bank.sources]
        named += [e.source for q in self.bank.questions for e in q.evidence if e.source]
        return tuple(self.ledgers[s] for s in dict.fromkeys(named) if s in self.ledgers)

    @cached_property
    def claims(self) -> Mapping[tuple[str, str], Claim]:
        """The claims of those ledgers, by ledger and id, aliases too."""
        return {
            (ledger.id, name): claim
            for ledger in self.own_ledgers
            for claim in ledger.claims
            for name in (claim.id, *claim.aliases)
        }

    @cached_property
    def judged_options(self) -> tuple[Option, ...]:
        """The options of all questions that ask a ledger which is there, as the ledger judges them.

        Each has in its path its place in the bank.
        """
        said: Verdicts = {}
        return tuple(
            option
            for anatomy in self.questions
            for option in judged_options(
                self.ledgers, self._home, anatomy.question, anatomy.path, said
            )
        )

    @cached_property
    def _home(self) -> str:
        """The ledger that is meant where none is named."""
        return self.bank.sources[0] if self.bank.sources else ""

    def claims_behind(self, anatomy: Anatomy) -> tuple[tuple[str, Claim], ...]:
        """The claims that settle a question, each with its ledger's id; missing ones left out."""
        named = [(e.source or self._home, e.claim) for e in anatomy.question.evidence]
        return tuple((n[0], self.claims[n]) for n in named if n in self.claims)


@dataclass(frozen=True)
class Why:
    """What the page on the rules says of one: its title, the reason, the mending, the source."""

    title: str
    reason: str
    mend: str
    source: str


@dataclass(frozen=True)
class Rule:
    """A check of a bank. Its `id` is for good: banks name it where they depart from it."""

    id: str
    severity: Severity
    why: Why
    findings: Callable[[Paper], Iterator[Finding]]


@dataclass(frozen=True)
class ShelfRule:
    """A check of a ledger beside every bank that there is."""

    id: str
    severity: Severity
    why: Why
    findings: Callable[[Ledger, Iterable[Bank]], Iterator[Finding]]
