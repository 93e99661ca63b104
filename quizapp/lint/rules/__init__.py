"""The rules, one a module; the runner runs those that are listed here, the guide tells of them."""

from quizapp.lint.rule import Rule, ShelfRule
from quizapp.lint.rules.alt601_empty_alt import ALT601
from quizapp.lint.rules.alt602_announced import ALT602
from quizapp.lint.rules.alt603_long_alt import ALT603
from quizapp.lint.rules.alt604_key_in_alt import ALT604
from quizapp.lint.rules.bank301_key_position import BANK301
from quizapp.lint.rules.bank302_longest_is_key import BANK302
from quizapp.lint.rules.bank303_all_none_rate import BANK303
from quizapp.lint.rules.bank304_true_false_balance import BANK304
from quizapp.lint.rules.bank305_cross_cue import BANK305
from quizapp.lint.rules.bank306_one_skill import BANK306
from quizapp.lint.rules.bank307_one_side import BANK307
from quizapp.lint.rules.bank308_middle_number import BANK308
from quizapp.lint.rules.bank309_nothing_plain import BANK309
from quizapp.lint.rules.cue201_all_of_the_above import CUE201
from quizapp.lint.rules.cue202_none_of_the_above import CUE202
from quizapp.lint.rules.cue203_combination import CUE203
from quizapp.lint.rules.cue204_negative_stem import CUE204
from quizapp.lint.rules.cue205_double_negative import CUE205
from quizapp.lint.rules.cue206_grammar import CUE206
from quizapp.lint.rules.cue207_absolute_term import CUE207
from quizapp.lint.rules.cue208_vague_term import CUE208
from quizapp.lint.rules.cue209_word_repeat import CUE209
from quizapp.lint.rules.cue213_overlap import CUE213
from quizapp.lint.rules.cue214_near_duplicate import CUE214
from quizapp.lint.rules.cue216_no_question import CUE216
from quizapp.lint.rules.cue217_stem_length import CUE217
from quizapp.lint.rules.cue218_reading_level import CUE218
from quizapp.lint.rules.cue219_convergence import CUE219
from quizapp.lint.rules.cue220_option_count import CUE220
from quizapp.lint.rules.cue221_short_distractor import CUE221
from quizapp.lint.rules.exp101_explanation import EXP101
from quizapp.lint.rules.item003_same_option import ITEM003
from quizapp.lint.rules.item006_same_question import ITEM006
from quizapp.lint.rules.item009_shadowed_reject import ITEM009
from quizapp.lint.rules.judge401_ledger_says_otherwise import JUDGE401
from quizapp.lint.rules.judge402_unproved import JUDGE402
from quizapp.lint.rules.lint001_waiver import LINT001
from quizapp.lint.rules.safe501_operational_detail import SAFE501
from quizapp.lint.rules.safe502_loaded_words import SAFE502
from quizapp.lint.rules.safe503_verdict import SAFE503
from quizapp.lint.rules.src101_evidence import SRC101
from quizapp.lint.rules.src102_reference import SRC102
from quizapp.lint.rules.src106_claim_without_voice import SRC106
from quizapp.lint.rules.src107_unknown_name import SRC107
from quizapp.lint.rules.src108_unused_claim import SRC108

RULES: tuple[Rule, ...] = (
    ITEM003, ITEM006, ITEM009,
    SRC101, SRC102, SRC106, SRC107, JUDGE401, JUDGE402, EXP101,
    CUE201, CUE202, CUE203, CUE204, CUE205, CUE206, CUE207, CUE208, CUE209,
    CUE213, CUE214, CUE216, CUE217, CUE218, CUE219, CUE220, CUE221,
    BANK301, BANK302, BANK303, BANK304, BANK305, BANK306, BANK307, BANK308, BANK309,
    SAFE501, SAFE502, SAFE503,
    ALT601, ALT602, ALT603, ALT604,
    LINT001,
)  # fmt: skip

SHELF_RULES: tuple[ShelfRule, ...] = (SRC108,)
