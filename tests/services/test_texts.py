"""Copies of source texts in the data folder, as pages get them."""

import logging
import os

import pytest

from quizapp.services import texts
from quizapp.services.texts import Texts
from tests.world import LEDGER, PARAGRAPHS, TEXT, write


@pytest.fixture
def kept(library, tmp_path):
    """The copies kept over the small library; none yet."""
    return Texts(library, tmp_path)


def paragraphs(kept, library):
    return kept.of(library.shelf().ledgers["wire"]).paragraphs


def test_where_no_copy_is_kept_nothing_is_shown(kept, library):
    assert paragraphs(kept, library) == {}
    assert kept.excerpt("wire", "C01", "p1") is None


def test_a_copy_is_shown_from_the_moment_it_is_kept_until_it_is_forgotten(kept, library, tmp_path):
    assert paragraphs(kept, library) == {}

    texts.keep(tmp_path, "wire", TEXT)
    assert paragraphs(kept, library) == PARAGRAPHS
    assert kept.excerpt("wire", "C02", "p1")

    texts.forget(tmp_path, "wire")
    assert paragraphs(kept, library) == {}


def test_only_paragraphs_that_are_the_ledgers_own_are_shown(kept, library, tmp_path):
    changed = TEXT.replace("Reuters", "Routers") + "\n\nBuy this"
    texts.keep(tmp_path, "wire", changed)

    assert list(paragraphs(kept, library)) == ["b1", "p2"]
    assert kept.excerpt("wire", "C02", "p1") is None


def test_a_changed_ledger_is_laid_beside_the_copy_anew(kept, library, questions, tmp_path):
    texts.keep(tmp_path, "wire", TEXT)
    before = kept.excerpt("wire", "C02", "p1")

    path = write(questions / "sources" / "wire.yaml", LEDGER.replace("end: 36", "end: 35"))
    os.utime(path, ns=(1, 1))

    assert before[0].text == PARAGRAPHS["p1"][:36]
    assert kept.excerpt("wire", "C02", "p1")[0].text == PARAGRAPHS["p1"][:35]


def test_nothing_is_read_again_while_no_file_changes(kept, library, tmp_path):
    texts.keep(tmp_path, "wire", TEXT)
    ledger = library.shelf().ledgers["wire"]

    assert kept.of(ledger) is kept.of(ledger)


# Refusals


def test_a_damaged_copy_is_shown_to_nobody_and_told_once_in_the_log(
    kept, library, tmp_path, caplog
):
    write(tmp_path / "texts" / "wire.txt", "\0")

    with caplog.at_level(logging.WARNING):
        assert paragraphs(kept, library) == {}
        assert paragraphs(kept, library) == {}

    assert len(caplog.records) == 1
    assert "is not plain text" in caplog.text


def test_a_source_that_there_is_not_has_no_text(kept):
    assert kept.excerpt("nowhere", "C01", "p1") is None
