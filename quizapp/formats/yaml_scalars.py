"""What unquoted text stands for: the core schema of YAML 1.2.2, section 10.3.2.

true True TRUE, false False FALSE   a truth value; `yes`, `no`, `on`, `NO` are text
null Null NULL ~ and nothing        None
7 -7 +7 010 0o10 0x10               whole numbers: 7 -7 7 10 8 16 (a leading 0 is not octal)
1.5 .5 5. 1e3 .inf -.inf .nan       fractions
1968-07-01 12:30 1_000 1.2.3        text, as is everything else
"""

import re

_CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
}
_BASES = {"0o": 8, "0x": 16}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FIRST_OF_NUMBER = "+-.0123456789"
_FRACTION = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def is_number(text: str) -> bool:
    """Whether the text stands for a finite number."""
    return bool(_INTEGER.fullmatch(text) or _FRACTION.fullmatch(text))


def plain_scalar(text: str) -> str | int | float | bool | None:
    """The value that unquoted text stands for."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _FIRST_OF_NUMBER:  # nearly all texts
        return text
    if _INTEGER.fullmatch(text):
        return int(text, _BASES.get(text[:2], 10))
    if _FRACTION.fullmatch(text):
        return float(text)
    return text
