"""Each rule on wording and options, on a question that breaks it beside one that nearly does."""

import pytest

from quizapp.lint.anatomy import anatomy_of
from tests.lint.desk import found, matching, places, single, statement, typed

SOUND = ("It was broken", "It was kept", "It was never signed", "It ran out")


@pytest.mark.parametrize("twin", ["putin ", "“Putin”", "Putin.", "the Putin"])
def test_options_that_differ_in_case_quotes_or_article_only_are_the_same(twin):
    assert len(found("ITEM003", single(options=("Putin", "Trump", twin)))) == 1


@pytest.mark.parametrize(
    "options", [("Co", "CO"), ("+5", "-5"), ("3.5", "35"), ("9M729", "9M728"), ("INF", "START")]
)
def test_symbols_numbers_and_codes_that_differ_are_not_the_same(options):
    assert found("ITEM003", single(options=(*options, "none of it"))) == []


def test_the_sides_of_a_matching_question_have_to_differ_as_well():
    question = matching(("Accuses", "The US"), ("Denies", "Russia"), spare=("the US",))

    assert places("ITEM003", question) == [("questions", 0, "distractors", 0, "text")]


def test_the_same_question_twice_is_told_at_the_second():
    again = single(options=("NATO", "Trump", "Putin"), key=2)

    assert places("ITEM006", single(), again) == [("questions", 1, "stem")]


def test_the_same_stem_over_other_options_is_another_question():
    assert found("ITEM006", single(), single(options=("TASS", "Reuters", "NATO"))) == []


def test_what_is_accepted_cannot_be_rejected():
    assert len(found("ITEM009", typed(accept=("SSC-8",), reject=("ssc 8",)))) == 1


def test_a_near_miss_may_be_rejected():
    assert found("ITEM009", typed(accept=("SSC-8",), reject=("SSC-9",))) == []


@pytest.mark.parametrize(
    "option",
    ["All of the above", "All of these", "all of them.", "All are correct", "Any of the above"],
)
def test_an_option_for_all_is_named(option):
    assert places("CUE201", single(options=("Putin", "Trump", option))) == [
        ("questions", 0, "choices", 2, "text")
    ]


@pytest.mark.parametrize("option", ["All of Europe", "All of the treaties", "Both sides together"])
def test_an_option_that_speaks_of_all_of_something_is_fine(option):
    assert found("CUE201", single(options=("Putin", "Trump", option))) == []


@pytest.mark.parametrize("option", ["None of the above", "None", "Neither of them", "Neither"])
def test_an_option_for_none_is_named(option):
    assert len(found("CUE202", single(options=("Putin", "Trump", option)))) == 1


@pytest.mark.parametrize(
    "option", ["The article leaves that open", "None of the treaties", "Nobody"]
)
def test_an_option_that_says_what_is_missing_is_fine(option):
    assert found("CUE202", single(options=("Putin", "Trump", option))) == []


@pytest.mark.parametrize("option", ["Putin and Trump", "Both Putin and Trump", "A and B", "Both"])
def test_an_option_made_of_options_is_named(option):
    assert len(found("CUE203", single(options=("Putin", "Trump", option)))) == 1


@pytest.mark.parametrize("option", ["Russia and NATO", "Both sides together", "Putin and his aide"])
def test_an_option_that_joins_what_no_other_option_says_is_fine(option):
    assert found("CUE203", single(options=("Putin", "Trump", option))) == []


@pytest.mark.parametrize(
    "stem",
    [
        "Which of these is not so?",
        "Which weapon isn’t named in the article?",
        "In the article, who does not deny it?",
        "All of these are named except one. Which one?",
        "Choose the one that does not belong.",
    ],
)
def test_a_negative_that_is_easily_missed_is_named(stem):
    assert len(found("CUE204", single(stem))) == 1


@pytest.mark.parametrize(
    "stem",
    [
        "Which of these is NOT so?",
        "Which of these is **not** so?",
        "All of these are named EXCEPT one. Which one?",
        "Why did Russia not reply?",
        "What happened after the treaty was not renewed?",
        "What is the name of lizards which do not have legs?",
        "Who said “it was not us”?",
        "Which treaty covers not only missiles?",
    ],
)
def test_a_loud_negative_or_one_that_is_the_matter_itself_is_fine(stem):
    assert found("CUE204", single(stem)) == []


def test_a_statement_may_say_not():
    assert found("CUE204", statement("The article does not name the treaty.")) == []


def test_the_message_says_how_to_write_a_short_form():
    message = (
        "'isn’t' turns this question round and is easily missed; write 'NOT', or ask what is so"
    )

    assert found("CUE204", single("Which weapon isn’t named?")) == [message]


def test_a_negative_option_under_a_negative_stem_is_a_double_negative():
    options = ("It was not signed", "It was kept", "It was broken")

    assert len(found("CUE205", single("Which of these is NOT so?", options))) == 1


def test_a_negative_option_under_a_plain_stem_is_fine():
    assert found("CUE205", single("Which of these is so?", ("It was not signed", "It was"))) == []


def test_two_negatives_in_a_statement_are_a_double_negative():
    assert len(found("CUE205", statement("Nobody in the article did not reply."))) == 1


@pytest.mark.parametrize(
    "stem",
    ["The official neither confirms nor denies it.", "He did not say “never”.", "It is not so."],
)
def test_one_negative_in_a_statement_is_fine(stem):
    assert found("CUE205", statement(stem)) == []


def test_an_article_at_the_gap_that_only_some_options_fit_is_a_cue():
    options = ("agreement", "treaty", "pact")

    assert len(found("CUE206", single("The INF is an ____", options))) == 1


@pytest.mark.parametrize(
    ("stem", "options"),
    [
        ("The INF is an ____", ("agreement", "accord", "hour-long talk")),
        ("The body is a", ("union", "European one", "team")),
        ("The INF is a(n) ____", ("agreement", "pact", "treaty")),
        ("What is an accord?", ("agreement", "pact", "treaty")),
        ("The code is an ____", ("SSC-8", "X-55", "MX")),
    ],
)
def test_options_that_all_fit_or_cannot_be_told_by_sound_are_fine(stem, options):
    assert found("CUE206", single(stem, options)) == []


def test_a_plural_that_only_the_key_fits_is_a_cue():
    assert (
        len(found("CUE206", single("Those who deny it are", ("the Russians", "NATO", "TASS")))) == 1
    )


def test_a_plural_that_several_options_fit_is_fine():
    options = ("the Russians", "the Americans", "TASS")

    assert found("CUE206", single("Those who deny it are", options)) == []


def test_an_absolute_term_in_wrong_options_only_is_a_cue():
    options = ("As a view", "As a fact that all sides accept", "As a joke")

    assert places("CUE207", single(options=options)) == [("questions", 0, "choices", 1, "text")]


@pytest.mark.parametrize(
    "options",
    [
        ("It is always so", "It is never so", "It is so"),
        ("It is so", "Not only Russia", "It is not at all so"),
        ("A book", "Read All Quiet on the Western Front", "A film"),
        ("It is so", "All of the above", "It is not"),
        ("It is so", "Always", "It is not"),
    ],
)
def test_absolute_terms_in_the_key_in_idioms_and_in_names_are_fine(options):
    assert found("CUE207", single(options=options)) == []


def test_a_vague_how_often_in_an_option_is_named():
    assert len(found("CUE208", single(options=("It often flies", "It sank", "It burnt")))) == 1


def test_a_vague_term_is_fine_in_a_quotation_and_where_certainty_is_asked_for():
    quoted = single(options=("“often”", "“seldom”", "“never”"))
    asked = single(options=("It often flies", "It sank"), skill="certainty")

    assert found("CUE208", quoted, asked) == []


def test_a_word_that_only_the_key_repeats_is_a_cue():
    question = single("Why did the launcher matter?", ("Without launchers it cannot fly", "Price"))

    assert len(found("CUE209", question)) == 1


@pytest.mark.parametrize(
    "options",
    [
        ("Without launchers it cannot fly", "The launcher was sold"),  # both repeat it
        ("Without a ramp it cannot fly", "Price"),  # none does
        ("Russia", "Price"),  # a name of the ledger has to come back
    ],
)
def test_a_word_that_others_repeat_too_or_a_name_is_fine(options):
    assert found("CUE209", single("Why did the launcher of Russia matter?", options)) == []


@pytest.mark.parametrize(
    "options",
    [
        ("10 to 20 km", "15 to 30 km", "30 to 40 km"),
        ("More than 5", "More than 10", "Less than 3"),
        ("1,000-2,000", "1,500-3,000", "5,000"),
    ],
)
def test_ranges_that_overlap_are_named(options):
    assert len(found("CUE213", single(options=options))) == 1


@pytest.mark.parametrize(
    "options",
    [
        ("1 to 5 km", "5 to 10 km", "10 to 20 km"),  # they touch
        ("1914-1945", "1939-1945", "1914-1918"),  # years
        ("10 to 20 km", "15 to 30 days", "7"),  # other things
    ],
)
def test_ranges_that_touch_years_and_other_units_are_fine(options):
    assert found("CUE213", single(options=options)) == []


@pytest.mark.parametrize("twin", ["The Burevesnik missile", "The Burevestniks missile"])
def test_an_option_with_a_letter_changed_is_hardly_another(twin):
    assert len(found("CUE214", single(options=("The Burevestnik missile", twin, "NATO")))) == 1


def test_the_same_names_in_another_order_are_hardly_another_option():
    assert (
        len(found("CUE214", single(options=("Russia and China", "China and Russia", "NATO")))) == 1
    )


@pytest.mark.parametrize(
    ("stem", "options"),
    [
        ("Which treaty?", ("PTBT", "CTBT", "NPT")),
        ("Which missile?", ("The missile 9M729", "The missile 9M728", "SSC-8")),
        ("What did it do?", ("It increases costs", "It decreases costs", "Nothing")),
        ("Which spelling is right?", ("Burevestnik", "Burevesnik", "Bourevestnik")),
        ("In which order?", ("Russia and China", "China and Russia", "NATO")),
    ],
)
def test_acronyms_codes_opposites_and_asked_spellings_may_be_near(stem, options):
    assert found("CUE214", single(stem, options)) == []


def test_a_stem_that_states_something_asks_nothing():
    assert len(found("CUE216", single("The treaty fell apart."))) == 1


@pytest.mark.parametrize(
    "stem",
    [
        "Who left?",
        "The treaty was left by ____.",
        "The first to leave was",
        "Two labels are given. Name the other one.",
        "Select all that apply.",
        "“As he said”: whose words are these?",
    ],
)
def test_a_question_a_gap_an_open_end_and_an_order_ask_something(stem):
    assert found("CUE216", single(stem)) == []


def test_a_statement_need_not_ask():
    assert found("CUE216", statement("The treaty fell apart.")) == []


@pytest.mark.parametrize("stem", ["Which?", "The treaty:", " ".join(["word"] * 61) + "?"])
def test_a_stem_of_a_word_or_two_or_of_more_than_sixty_is_named(stem):
    assert len(found("CUE217", single(stem))) == 1


@pytest.mark.parametrize(
    "stem", ["Who denied it?", " ".join(["word"] * 60), f"Who said “{' '.join(['word'] * 61)}”?"]
)
def test_three_words_sixty_and_a_long_quotation_are_fine(stem):
    assert found("CUE217", single(stem)) == []


def test_officialese_is_hard_to_read():
    stem = (
        "Notwithstanding considerations regarding verification arrangements, which interpretation "
        "concerning international obligations characterises governmental representatives "
        "participating throughout consultations concerning comprehensive implementation procedures "
        "established subsequently, notwithstanding disagreements regarding applicable definitions?"
    )

    assert len(found("CUE218", single(stem))) == 1


def test_long_names_do_not_make_a_text_hard_to_read():
    stem = (
        "In the article, who was the first to say that the Intermediate-Range Nuclear Forces "
        "Treaty, the Comprehensive Nuclear-Test-Ban Treaty and the Anti-Ballistic Missile Treaty "
        "were one and the same, and who was the first to say that they were not?"
    )

    assert found("CUE218", single(stem)) == []


def test_a_key_made_of_what_the_others_share_is_a_cue():
    options = ("Range and payload", "Range and crew", "Engine and payload", "Paint and colour")

    assert len(found("CUE219", single(options=options))) == 1


def test_options_that_share_as_much_as_the_key_are_fine():
    options = ("SSC-8 Skyfall", "SSC-8 Novator", "SSC-9 Skyfall", "SSC-9 Novator")

    assert found("CUE219", single(options=options)) == []


@pytest.mark.parametrize("options", [("Yes", "No"), tuple("abcdef")])
def test_two_options_are_few_and_six_are_many(options):
    assert places("CUE220", single(options=options)) == [("questions", 0, "choices")]


def test_three_options_are_fine_where_others_have_four():
    assert found("CUE220", single(), single(options=SOUND)) == []


def test_fewer_options_than_nearly_all_the_bank_has_are_named():
    others = [single(options=SOUND)] * 9

    assert places("CUE220", *others, single()) == [("questions", 9, "choices")]


def test_a_word_beside_sentences_is_a_filler():
    options = ("It was broken by one side", "It was kept by both of them", "Cats")

    assert len(found("CUE221", single(options=options))) == 1


@pytest.mark.parametrize(
    "options",
    [
        ("Cats", "It was broken by one side", "It was kept by both of them"),  # the key
        ("It was broken", "It was kept", "Cats"),  # the others are short as well
    ],
)
def test_a_short_key_and_short_options_all_round_are_fine(options):
    assert found("CUE221", single(options=options)) == []


def test_marks_are_not_counted_as_words():
    marked = "Who *says* **that** `it` was [kept](https://example.org/a/b)?"

    assert anatomy_of(single(marked), ()).stem.text == "Who says that it was kept?"
    assert found("CUE216", single(marked)) == found("CUE216", single("Who says that it was kept?"))
