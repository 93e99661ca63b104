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


@pytest.mark.parametrize(
    ("sentence", "speaker", "cue"),
    [
        ("A senior United States official told them so.",
         "a senior United States official", "told"),
        ("Member states said that the talks would go on.", "Member states", "said"),
        ("“We were told to wait,” said Maria Lindqvist.", "Maria Lindqvist", "said"),
        ("“We were told to wait,” the envoy said.", "the envoy", "said"),
        ("Although the prime minister’s office denied it, they met.",
         "the prime minister’s office", "denied"),
    ],
)  # fmt: skip
def test_who_speaks_is_no_part_of_a_name_nor_of_what_is_quoted(sentence, speaker, cue):
    (found,) = heard((sentence,))

    assert (found.speaker, found.cue) == (speaker, cue)


def test_a_country_whose_name_has_a_verb_in_it_says_nothing():
    assert heard(("The United States has not done so.",)) == ()
