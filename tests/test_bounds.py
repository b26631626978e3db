"""Arithmetic of bounds, by example and by property."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from report.bounds import NoBound, Quantity, interval, known, per_year, share

counts = some.integers(0, 10**9)
bounds = some.sampled_from(["exact", "flat", "at_least", "more_than", "about", "up_to"])
STRONGER = {"exact", "flat"}


def floor(value):
    """A floor with its own digits as formula."""
    return Quantity(value, "at_least", str(value))


def test_two_floors_make_a_floor():
    """At least 899 and at least 355 are at least 1,254."""
    assert floor(899) + floor(355) == Quantity(1254, "at_least", "899 + 355")


def test_a_floor_less_a_floor_says_nothing():
    """What is left of a floor after another floor is taken away can be anything."""
    with pytest.raises(NoBound):
        floor(1254) - floor(903)


def test_a_complete_count_less_a_floor_is_a_ceiling():
    """1,000 in all and at least 300 of them here leave up to 700 elsewhere."""
    assert (Quantity(1000, "exact") - floor(300)).bound == "up_to"


def test_the_interval_of_a_part_while_some_cases_are_open():
    """Of the 1,254 known, imprisonment lies between 306 and 657."""
    open_cases = known(floor(1254)) - known(floor(555)) - known(floor(42)) - known(floor(306))
    assert open_cases.value == 351 and open_cases.bound == "known"
    result = interval(floor(306), open_cases)
    assert (result.value, result.high, result.bound) == (306, 657, "between")


def test_a_share_of_a_floor_is_refused():
    """A share of at least so many is no share of the world; it must be taken among the known."""
    with pytest.raises(NoBound):
        share(floor(899), floor(1254))
    assert round(share(known(floor(899)), known(floor(1254))).value, 1) == 71.7


def test_the_known_and_the_world_do_not_mix():
    """A count among the known and a floor of the world cannot be added."""
    with pytest.raises(NoBound):
        known(floor(899)) + floor(355)


def test_a_mean_keeps_its_bound():
    """A mean per year of about so many is about so many a year."""
    assert per_year(Quantity(100, "about"), 10) == Quantity(10, "about", "() / 10")


@given(counts, bounds, counts, bounds)
def test_adding_is_the_same_both_ways(one, first, two, second):
    """a + b and b + a have one value and one bound, or neither has a bound."""
    def add(a, b):
        try:
            result = a + b
            return result.value, result.bound
        except NoBound:
            return "no bound"
    a, b = Quantity(one, first), Quantity(two, second)
    assert add(a, b) == add(b, a)


@given(counts, bounds, counts)
def test_a_complete_count_never_makes_a_bound_firmer(value, bound, other):
    """Adding an exact count leaves the bound of the other part as it was."""
    assert (Quantity(value, bound) + Quantity(other, "exact")).bound == bound


@given(some.lists(counts, min_size=2, max_size=6))
def test_a_sum_with_one_floor_is_a_floor(values):
    """However many complete counts are added to a floor, the sum is a floor."""
    total = floor(values[0])
    for value in values[1:]:
        total = total + Quantity(value, "exact")
    assert total.bound == "at_least" and total.value == sum(values)


@given(counts, counts, counts)
def test_true_values_stay_inside_what_is_said(least, more, extra):
    """If the truth is at or above both floors, it is at or above the floor of their sum."""
    assert (floor(least) + floor(more)).value <= (least + extra) + (more + extra)
