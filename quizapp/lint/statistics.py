"""The two tests that rules over a bank need, exact enough and without a library."""

from math import erfc, exp, lgamma, log, log1p, pi, sqrt


def binomial_tail(hits: int, trials: int, chance: float) -> float:
    """The probability of at least `hits` in `trials` by chance (0 < chance < 1).

    With chances that differ from trial to trial, their mean gives a tail that is too large, never
    too small, once `hits` is at least one above the mean (W. Hoeffding, "On the distribution of
    the number of successes in independent trials", 1956, theorem 5).
    """
    if hits <= 0:
        return 1.0
    total = 0.0
    for k in range(hits, trials + 1):
        term = exp(
            lgamma(trials + 1)
            - lgamma(k + 1)
            - lgamma(trials - k + 1)
            + k * log(chance)
            + (trials - k) * log1p(-chance)
        )
        total += term
        if k > trials * chance and term < total * 1e-12:
            break
    return min(total, 1.0)


def chi_square_tail(statistic: float, degrees: int) -> float:
    """The probability of a chi-square of at least `statistic`, with whole degrees of freedom.

    By the recurrence of the incomplete gamma function (Abramowitz & Stegun 1964, 26.4.4 and 5).
    """
    half = statistic / 2
    is_odd = degrees % 2 == 1
    tail = erfc(sqrt(half)) if is_odd else exp(-half)
    power = 2 * exp(-half) * sqrt(half / pi) if is_odd else exp(-half) * half
    for step in range(1, (degrees + 1) // 2):
        tail += power
        power *= half / (step + (0.5 if is_odd else 1))
    return min(tail, 1.0)
