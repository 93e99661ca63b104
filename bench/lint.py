"""The linter measured: how quick it is, what it finds where flaws were planted, what elsewhere.

python bench/lint.py                    one JSON line: 10,000 questions read and checked
python bench/lint.py --planted          flaws planted in shipped questions: recall, alarms
python bench/lint.py --corpus FOLDER    the same on OpenTriviaQA, with the base rates
python bench/lint.py --measured FOLDER  both, as docs/lint-measured.md
python bench/lint.py --page             docs/lint.md, from the rules
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import bank_flaws, flaws
from quizapp.cli.collector import collector_held
from quizapp.core.bank import Bank, Choice, Question, Single, TrueFalse
from quizapp.core.ledger import Ledger
from quizapp.formats import house
from quizapp.lint import guide
from quizapp.lint.anatomy import Menu, anatomy_of
from quizapp.lint.rule import Paper, Rule
from quizapp.lint.rules import RULES, cue207_absolute_term, cue219_convergence
from quizapp.lint.rules.cue201_all_of_the_above import is_all_of_the_above
from quizapp.lint.rules.cue202_none_of_the_above import is_none_of_the_above
from quizapp.lint.runner import check_bank

ROOT = Path(__file__).resolve().parent.parent
MUST_S = 5.0
SIZE, PER_FILE = 10_000, 500
DRAWN, DRAWN_SIZE = 200, 60
SAMPLE = 2_000
"""Questions of the corpus into which each flaw is planted."""


def main() -> None:
    """Run what was asked for; exit 1 where a bound is missed."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--planted", action="store_true")
    options.add_argument("--corpus", type=Path)
    options.add_argument("--measured", type=Path)
    options.add_argument("--page", action="store_true")
    asked = options.parse_args()
    if asked.page:
        print(guide.page(), end="")
    elif asked.measured:
        print(_HEAD + planted_section() + "\n" + corpus_section(asked.measured), end="")
    elif asked.planted:
        print(planted_section(), end="")
    elif asked.corpus:
        print(corpus_section(asked.corpus), end="")
    else:
        raise SystemExit(0 if speed() else 1)


# Speed


@collector_held()  # as the command does
def speed() -> bool:
    """Print how long reading and checking takes, on one core; whether it is quick enough."""
    files = list(_large_files())
    ledgers = shipped_ledgers()
    began = time.process_time()
    count = 0
    for name, data in files:
        found = house.read_bank(data, name)
        assert found.bank, found.problems[:3]
        count += len(found.bank.questions)
        check_bank(found.bank, ledgers, found.places, name)
    seconds = time.process_time() - began
    line = {"scenario": "lint", "questions": count, "seconds": round(seconds, 2)}
    print(json.dumps({**line, "must": MUST_S, "ok": seconds < MUST_S}))
    return seconds < MUST_S


def _large_files() -> Iterator[tuple[str, bytes]]:
    """The shipped questions again and again, under new ids, as files of 500 questions."""
    blocks: list[str] = []
    for path in sorted((ROOT / "questions" / "banks").glob("*.yaml")):
        body = path.read_text(encoding="utf-8").split("\nquestions:\n", 1)[1]
        blocks += re.split(r"(?m)^(?=  - id: )", body)[1:]
    for number in range(SIZE // PER_FILE):
        chosen = [blocks[(number * PER_FILE + i) % len(blocks)] for i in range(PER_FILE)]
        text = "".join(
            re.sub(r"^  - id: (\S+)", rf"  - id: \1-{i}", block.rstrip("\n")) + "\n"
            for i, block in enumerate(chosen)
        )
        head = (
            f"schema: 1\nid: bench-{number}\ntitle: Bench\ndescription: Bench\n"
            f"sources: [{', '.join(shipped_ledgers())}]\nquestions:\n"
        )
        yield f"bench-{number}.yaml", (head + text).encode()


def shipped_ledgers() -> dict[str, Ledger]:
    """The ledgers in questions/, by id."""
    found = {}
    for path in sorted((ROOT / "questions" / "sources").glob("*.yaml")):
        ledger = house.read_ledger(path.read_bytes(), path.name).ledger
        assert ledger, path
        found[path.stem] = ledger
    return found


def shipped_banks() -> list[Bank]:
    """The banks in questions/."""
    paths = sorted((ROOT / "questions" / "banks").glob("*.yaml"))
    banks = [house.read_bank(path.read_bytes(), path.name).bank for path in paths]
    return [bank for bank in banks if bank]


# Planted flaws


def planted_section() -> str:
    """Recall and false alarms on the shipped questions, as a table."""
    banks, ledgers = shipped_banks(), shipped_ledgers()
    questions = [(bank, question) for bank in banks for question in bank.questions]
    alarms = Counter(p.code for b in banks for p in check_bank(b, ledgers, {}, b.id))
    rows = [(*row, alarms[row[0]]) for row in recall(questions, ledgers)]
    text = (
        f"## Planted in the {len(questions)} shipped questions\n\n"
        "One flaw in each question that can bear it, one at a time; a rule is asked about that "
        "question alone. Alarms: findings in the untouched banks.\n\n"
    )
    return text + _table(("rule", "flaw", "planted", "found", "recall", "alarms"), rows)


def recall(
    questions: Sequence[tuple[Bank, Question]], ledgers: Mapping[str, Ledger]
) -> Iterator[tuple[str, str, int, int, str]]:
    """For each flaw: its rule, what it is, how often planted, how often found, the share."""
    rules = {rule.id: rule for rule in RULES}
    for flaw in flaws.FLAWS:
        planted = found = 0
        for number, (bank, question) in enumerate(questions):
            spoilt = flaw.plant(question, number)
            if spoilt is None or _fires(rules[flaw.rule], bank, question, ledgers):
                continue
            planted += 1
            found += _fires(rules[flaw.rule], bank, spoilt, ledgers)
        if planted:
            share = f"{100 * found // planted} %"
            yield flaw.rule, flaw.title, planted, found, share


def _fires(
    rule: Rule, bank: Bank, question: Question | tuple[Question, ...], ledgers: Mapping[str, Ledger]
) -> bool:
    alone = question if isinstance(question, tuple) else (question,)
    paper = Paper(bank.model_copy(update={"questions": alone}), ledgers)
    return next(iter(rule.findings(paper)), None) is not None


# The corpus


def corpus_section(folder: Path) -> str:
    """Everything on OpenTriviaQA: findings, recall, the cues over banks, base rates."""
    banks = list(read_corpus(folder))
    count = sum(len(bank.questions) for bank in banks)
    questions = [(bank, question) for bank in banks for question in bank.questions]
    singles = [(b, q) for b, q in questions if isinstance(q, Single) and len(q.choices) == 4]
    sample = singles[:: max(1, len(singles) // SAMPLE)][:SAMPLE]
    untouched = [(r, n, f"{1000 * n / count:.1f}") for r, n in _findings(banks) if n]
    pooled = banks[0].model_copy(update={"questions": tuple(q for _, q in questions)})
    over = [(rule.id, *_over_banks(rule, banks, pooled)) for rule in RULES if "BANK" in rule.id]
    return "\n".join(
        (
            f"## OpenTriviaQA: {count:,} questions in {len(banks)} files\n",
            "Written by others, without our rules. Length and position are no cue here, so the "
            "rules on them have to stay silent; all of the above and middle numbers are.\n",
            _table(("rule", "files that it names (of 22)", "all in one"), over),
            f"### Planted in {len(sample):,} of its questions with four options\n",
            _table(("rule", "flaw", "planted", "found", "recall"), recall(sample, {})),
            f"### Planted in {DRAWN} banks of {DRAWN_SIZE} of these questions, drawn at random\n",
            "Alarms: how many of the same banks the rule names before.\n",
            _table(
                ("rule", "flaw", "banks", "found", "recall", "alarms"),
                _bank_recall([q for _, q in singles], pooled),
            ),
            "### Findings in the untouched questions\n",
            "Nothing here has evidence or an explanation. Not all are false alarms: of findings "
            "drawn at random and read by hand, these were right: CUE204 19 of 20, CUE214 17 of 20, "
            "CUE216 20 of 20; but CUE205 9 of 19 and CUE207 9 of 20, where lyrics, titles and "
            "proverbs stand without quotation marks.\n",
            _table(("rule", "findings", "per 1,000 questions"), untouched),
            "### How often an option with the mark is the key (chance 25 %)\n",
            _table(("mark", "options", "key"), _base_rates(singles)),
        )
    )


def read_corpus(folder: Path) -> Iterator[Bank]:
    """Each file of `categories/` as a bank; records that are no question are left out."""
    for path in sorted((folder / "categories").iterdir()):
        data = path.read_bytes()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
        records = re.split(r"(?m)^#Q ?", text)[1:]
        made = (_question(record, number) for number, record in enumerate(records))
        yield Bank.model_construct(
            schema_version=1,
            id=path.stem,
            title=path.stem,
            description=path.stem,
            sources=(),
            questions=tuple(question for question in made if question),
        )


def _question(record: str, number: int) -> Question | None:
    stem, mark, rest = record.partition("\n^ ")
    key, *lines = rest.splitlines()
    texts = [line[2:].strip()[:300] for line in lines if re.match(r"[A-F] ", line)]
    stem, key, name = " ".join(stem.split())[:2000], key.strip()[:300], f"q{number}"
    if not mark or not stem or texts.count(key) != 1 or "" in texts or len(set(texts)) < 2:
        return None
    if {text.casefold() for text in texts} == {"true", "false"}:
        return TrueFalse(id=name, type="true_false", stem=stem, answer=key.casefold() == "true")
    if len(set(texts)) != len(texts) or len(texts) > 6:
        return None
    choices = tuple(
        Choice(id="abcdef"[i], text=text, correct=text == key) for i, text in enumerate(texts)
    )
    return Single(id=name, type="single", stem=stem, choices=choices)


def _findings(banks: Iterable[Bank]) -> Iterator[tuple[str, int]]:
    papers = [Paper(bank, {}) for bank in banks]
    for rule in RULES:
        if "BANK" not in rule.id or rule.id == "BANK305":
            yield rule.id, sum(1 for paper in papers for _ in rule.findings(paper))


def _bank_recall(
    questions: Sequence[Single], pooled: Bank
) -> Iterator[tuple[str, str, int, int, str, int]]:
    rules = {rule.id: rule for rule in RULES}
    for name, title, plant in bank_flaws.BANK_FLAWS:
        found = alarms = 0
        for number in range(DRAWN):
            rng = Random(number)
            drawn = rng.sample(questions, DRAWN_SIZE)
            alarms += _fires(rules[name], pooled, tuple(drawn), {})
            found += _fires(rules[name], pooled, tuple(plant(drawn, rng)), {})
        yield name, title, DRAWN, found, f"{100 * found // DRAWN} %", alarms


def _over_banks(rule: Rule, banks: Sequence[Bank], pooled: Bank) -> tuple[int, str]:
    named = sum(_fires(rule, bank, bank.questions, {}) for bank in banks)
    return named, "fires" if _fires(rule, pooled, pooled.questions, {}) else "silent"


def _base_rates(questions: Iterable[tuple[Bank, Question]]) -> Iterator[tuple[str, int, str]]:
    hits: Counter[tuple[str, bool]] = Counter()
    for _, question in questions:
        anatomy = anatomy_of(question, ("questions", 0))
        for menu in anatomy.menus:
            echoes = [o for o in menu.options if o.topic & anatomy.stem.topic]
            lengths = [len(o.text) for o in menu.options]
            for index, option in enumerate(menu.options):
                as_key = replace_key(menu, index)
                marks = {
                    "all of the above": is_all_of_the_above(option.folded),
                    "none of the above": is_none_of_the_above(option.folded),
                    "shares most with the others (CUE219)": cue219_convergence.converges(as_key),
                    "has an absolute term (CUE207)": bool(
                        cue207_absolute_term.absolute(option.text)
                    ),
                    "alone repeats the stem (CUE209)": echoes == [option],
                    "is the longest": lengths.count(max(lengths)) == 1
                    and lengths[index] == max(lengths),
                    "stands first": index == 0,
                }
                for name, has_it in marks.items():
                    hits[name, option.is_key] += has_it
    for name in dict.fromkeys(name for name, _ in hits):
        count = hits[name, True] + hits[name, False]
        yield name, count, f"{100 * hits[name, True] / count:.1f} %"


def replace_key(menu: Menu, index: int) -> Menu:
    """The menu as if that option were its key."""
    options = (replace(option, is_key=i == index) for i, option in enumerate(menu.options))
    return Menu(tuple(options), takes_one=True)


# Tables


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines)


_HEAD = """# The linter measured

Written by `python bench/lint.py --measured FOLDER`, where FOLDER is a copy of
[OpenTriviaQA](https://github.com/uberspot/OpenTriviaQA) (CC BY-SA 4.0, commit dd31530b), which is
not part of the project. The rules are in [lint.md](lint.md).

A flaw is planted by a few lines of `bench/flaws.py`. Rules and flaws have the same authors, and
seven rules (CUE203, 204, 207, 209, 219, SRC106, 107) were mended after a first run, so recall here
is what can be hoped for at best; on what others write it will be lower. Below 100 % a rule mostly
holds back on purpose: it is heeded only if seldom wrong.

"""

if __name__ == "__main__":
    main()
