"""Where a text probably passes on what somebody said."""

import pytest

from quizapp.core.hearing import heard


@pytest.mark.parametrize(
    ("sentence", "speaker", "cue"),
    [
        ("The envoy Ana Ruiz said that the talks went on.", "Ana Ruiz", "said"),
        ("According to the agency, the talks went on.", "the agency", "according to"),
        ("The minister said that the talks went on.", "the minister", "said"),
        ("The Courier reported it.", "The Courier", "reported"),
        ("Two officials deny that the treaty was broken.", "Two officials", "deny"),
        ("The test failed, analysts say.", "analysts", "say"),
        ("“We have kept every word of it.”", "", ""),
        ("He had waited, and told the envoy so.", "", "told"),
        ("The envoy, who said it twice, left.", "", "said"),
        ("Reporters asked; he also denied it.", "", "denied"),
        ("He said that it rained.", "He", "said"),
    ],
)
def test_a_reporting_verb_a_quotation_and_according_to_are_heard(sentence, speaker, cue):
    (found,) = heard((sentence,))

    assert (found.words, found.speaker, found.cue) == (sentence, speaker, cue)


@pytest.mark.parametrize("sentence", ["The talks began in May.", "", "x" * 10_000, "“Yes.”"])
def test_where_nobody_speaks_nothing_is_heard(sentence):
    assert heard((sentence,)) == ()


def test_each_sentence_is_placed_in_its_paragraph():
    found = heard(("It rained. He said so. It stopped.", "She told him. Fine."))

    assert [(f.paragraph, f.words) for f in found] == [(0, "He said so."), (1, "She told him.")]
    assert found[0].start == 11
    assert found[0].key != found[1].key


def test_the_same_words_elsewhere_are_another_place():
    one, other = heard(("He said so. It rained.", "It rained. He said so."))

    assert (one.digest, one.nth, other.nth) == (other.digest, 1, 2)
    assert one.key != other.key


def test_places_with_the_same_words_are_counted_from_the_top():
    one, other = heard(("He said so. It rained.", "It rained. He said so."))

    (left,) = heard(("It rained.", "It rained. He said so."))
    assert left.key == one.key
    elsewhere = heard(("A word before.", "He said so. It snowed.", "He said so."))
    assert [each.key for each in elsewhere] == [one.key, other.key]


@pytest.mark.parametrize(
    "text",
    [
        "“" * 300_000,
        '"' * 300_000,
        "A" * 300_000 + ", said",
        "A b " * 70_000 + "said",
        ".” " * 90_000,
    ],
    ids=["opened", "quotes", "one word", "names", "ends"],
)
def test_no_text_takes_long(text):
    assert len(heard((text,))) < 100_000
