"""How long the server takes over each action of the editor, on a bank of 2,000 questions.

    flock -x CPU python bench/studio.py [--questions 2000] [--rounds 40]

Every action goes through the whole app as a browser sends it, with the database on disk; what is
measured is from the request to the last byte of the answer, without the network. The first round
of each is shown apart: it takes the text apart, which later rounds remember.
"""

import argparse
import gc
import html
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask.testing import FlaskClient

from quizapp import clock, paths
from quizapp.cli.serve import COLLECT_AFTER
from quizapp.services import accounts
from quizapp.services.site import Site, open_site
from quizapp.services.throttle import Throttle
from quizapp.services.transaction import transaction
from quizapp.services.workspace import editing, searching
from quizapp.settings import Settings
from quizapp.web.app import create_app

PASSWORD = "kettle umbrella forty moss"
HEAD = """\
schema: 1
id: large
title: Large
description: Many.
sources: [missile-offer]
questions:
"""
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


QUESTION = """\
  - id: question-{n}
    type: single
    stem: According to paragraph {p}, who says that offer number {n} still stands today?
    skill: attribution
    explanation: The agency carries it in paragraph {p}; the words are another person's.
    evidence: [{{claim: C47, paragraph: p3}}]
    choices:
      - {{id: tass, text: TASS in report {n}, correct: true}}
      - {{id: reuters, text: Reuters in report {n}}}
      - {{id: nobody, text: Nobody by name}}

"""


def bank_of(count: int) -> str:
    """A bank of that many questions; 2,000 of them take about 900 kB, near what a bank may have."""
    return HEAD + "".join(QUESTION.format(n=n, p=n % 12 + 1) for n in range(count))


def actions(
    client: FlaskClient, bank: str, keys: list[str]
) -> Iterator[tuple[str, Callable[[int], object]]]:
    """The actions by name; each is called with the number of its round."""
    page = f"{bank}/questions"
    found = TOKEN.search(client.get(page).text)
    assert found
    token = {"csrf_token": found[1]}
    fragment = {"HX-Request": "true"}

    def key(n: int) -> str:
        return keys[(n * 47) % len(keys)]

    def autosave(n: int) -> object:
        shown = client.get(f"{page}/{key(n)}").text
        base = re.search(r'name="base" value="(\w+)"', shown)
        stem = re.search(r'<textarea[^>]*name="stem"[^>]*>\r?\n?([^<]*)', shown)
        assert base
        assert stem
        form = {**token, "base": base[1], "stem": html.unescape(stem[1]).strip() + f" {n}?"}
        began, busy = time.perf_counter(), time.process_time()
        client.post(f"{page}/{key(n)}", data=form, headers=fragment)
        return time.perf_counter() - began, time.process_time() - busy

    def deed(what: str, **more: str) -> Callable[[int], object]:
        return lambda n: client.post(
            f"{page}/{key(n)}/do", data={**token, "do": what, **more}, headers=fragment
        )

    yield (
        "search all banks",
        lambda n: client.get(f"/workspace/search?words=nobody+{n}"),
    )
    yield "list", lambda n: client.get(f"{page}?page={n + 1}")
    yield "find words", lambda n: client.get(f"{page}?words=agency+says&kind=single&page={n + 1}")
    yield "open a question", lambda n: client.get(f"{page}/{key(n)}")
    yield "autosave", autosave
    yield "move up", deed("up")
    yield "move far", deed("to", place="1500")
    yield "copy", deed("copy")
    yield (
        "tag 20",
        lambda n: client.post(
            f"{bank}/ticked",
            data={**token, "do": "tag", "tag": f"t{n}", "key": keys[n * 20 : n * 20 + 20]},
            headers=fragment,
        ),
    )
    yield "preview", lambda n: client.get(f"{page}/{key(n)}/as/screen/open")
    yield (
        "delete",
        lambda n: client.post(
            f"{page}/{keys[-1 - n]}/do", data={**token, "do": "delete"}, headers=fragment
        ),
    )


def main() -> None:
    """Measure and print one line an action: the first round, median and p95 of the others."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=40)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        opened = open_site(
            Settings(Path(folder), f"sqlite:///{folder}/quiz.db", "bench " * 8),
            paths.questions_dir(),
        )
        unlimited = Throttle(burst=100_000, every_s=0.001, now=time.monotonic)
        site = replace(opened, making=unlimited)
        app = create_app(site)
        gc.collect()
        gc.freeze()
        gc.set_threshold(*COLLECT_AFTER)  # as the server has it
        client = app.test_client()
        bank = prepare(site, client, bank_of(chosen.questions))
        keys = re.findall(r"(?m)^  - id: (\S+)", bank_of(chosen.questions))
        for name, act in actions(client, bank, keys):
            both = [timed(act, n) for n in range(chosen.rounds)]
            times = [wall for wall, _ in both]
            later, busy = sorted(times[1:]), sorted(cpu for _, cpu in both[1:])
            at = int(len(later) * 0.95) - 1
            p95 = later[at]
            print(
                f"{name:18} first {times[0]:6.0f} ms   median {statistics.median(later):5.0f} ms"
                f"   p95 {p95:5.0f} ms   max {later[-1]:5.0f} ms   p95 of CPU {busy[at]:5.0f} ms"
            )
        site.close()


def timed(act: Callable[[int], object], number: int) -> tuple[float, float]:
    """Milliseconds that the action took, and of them on a core; its own measure where it has one.

    On a machine with other work the second tells more.
    """
    began, busy = time.perf_counter(), time.process_time()
    measured = act(number)
    if isinstance(measured, tuple):
        return 1000 * measured[0], 1000 * measured[1]
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - busy)


def prepare(site: Site, client: FlaskClient, text: str) -> str:
    """A teacher who is signed in, with that bank; the bank's address."""
    with transaction(site.database) as session:
        accounts.add(session, "Bench", clock.now())
        link = accounts.invite(session, "Bench", clock.now())
        teacher = accounts.named(session, "Bench")
        bank = editing.create(session, teacher, text, "made", clock.now())
    searching.refresh(site.database, site.decks)
    page = client.get(f"/set-up/{link}").text
    token = TOKEN.search(page)
    assert token
    client.post(f"/set-up/{link}", data={"csrf_token": token[1], "password": PASSWORD})
    return f"/workspace/banks/{bank}"


if __name__ == "__main__":
    main()
