"""Arithmetic of bounded numbers.

Two kinds of statement are kept apart. What is said of the world carries a bound: at least 899 and at least 355 make
at least 1,254. What is said of the known cases is plain counting: of the 1,254 known, 899 are 71.7%. `known` passes
from the first to the second, and its results are printed with the words "of the known" beside them.
"""

from dataclasses import dataclass

WEAKEST_FIRST = ("about", "at_least", "more_than", "up_to", "flat", "exact")
LOWER, UPPER, PLAIN = {"at_least", "more_than"}, {"up_to"}, {"exact", "flat"}
MIRRORED = {"at_least": "up_to", "more_than": "up_to", "up_to": "at_least"}


class NoBound(ValueError):
    """The result would have no bound: nothing can be said of it."""


@dataclass(frozen=True)
class Quantity:
    """A value with its bound and the formula that made it.

    `bound` is one of data/datapackage.json, or "known" for a count among the known cases.
    `high` is the upper value where the bound is "between", else None.
    """

    value: float
    bound: str
    formula: str = ""
    high: float | None = None

    def __add__(self, other: "Quantity") -> "Quantity":
        """Add two quantities; the sum carries the weaker bound. Raises NoBound where none is left."""
        return Quantity(self.value + other.value, _joint(self.bound, other.bound),
                        f"{self.formula} + {other.formula}")

    def __sub__(self, other: "Quantity") -> "Quantity":
        """Subtract; a floor taken away is a ceiling. Raises NoBound for a floor less a floor."""
        return Quantity(self.value - other.value, _joint(self.bound, MIRRORED.get(other.bound, other.bound)),
                        f"{self.formula} − {other.formula}")


def _joint(one, other):
    if "between" in (one, other) or (one == "known") != (other == "known"):
        raise NoBound(f"'{one}' and '{other}' are different kinds of statement.")
    if one == other == "known":
        return "known"
    pair = {one, other}
    if pair & LOWER and pair & UPPER:
        raise NoBound(f"'{one}' and '{other}' leave no bound: the result could lie on either side.")
    if "at_least" in pair and "about" not in pair:
        return "at_least"
    return min(pair, key=WEAKEST_FIRST.index)


def known(quantity: Quantity) -> Quantity:
    """Count among the known cases: the floor itself, as a plain count of those who are known."""
    return Quantity(quantity.value, "known", quantity.formula)


def share(part: Quantity, whole: Quantity) -> Quantity:
    """Return part / whole in percent, among the known. Raises NoBound where either speaks of the world as a floor."""
    if not (part.bound == whole.bound == "known" or {part.bound, whole.bound} <= PLAIN):
        raise NoBound("A share is taken among the known cases, or of complete counts.")
    return Quantity(100 * part.value / whole.value, "known", f"{part.formula} / {whole.formula}")


def interval(part: Quantity, unknown: Quantity) -> Quantity:
    """Return the interval in which a part lies, among the known, while the kind of `unknown` cases is open."""
    upper = known(part) + known(unknown)
    return Quantity(part.value, "between", f"{part.formula} to {upper.formula}", upper.value)


def per_year(whole: Quantity, years: int) -> Quantity:
    """Return the mean per year of a quantity over so many years; the bound stays."""
    return Quantity(whole.value / years, whole.bound, f"({whole.formula}) / {years}", whole.high and whole.high / years)
