"""Derived numbers."""

import inspect

import pytest

from report.dataset import UnknownId
from report.derived import FUNCTIONS, resolve


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_derived_number_can_be_computed_and_says_what_it_is(data, name):
    """Every function finds its ingredients for the edition's year, has a bound and a first line for readers."""
    number = resolve(data, name.replace("YEAR", str(data.edition.year)))
    assert number.ingredients and number.formula and number.bound
    assert inspect.getdoc(FUNCTIONS[name][0])


def test_the_missing_351(data):
    """1,254 less 555, 42 and 306 leaves 351, and the formula says so."""
    number = resolve(data, "sentence_not_stated_2025")
    assert (number.value, number.formula) == (351, "1,254 − 555 − 42 − 306")
    assert number.ingredients == ("convicted_2025", "convicted_2025_home_khimiya", "convicted_2025_khimiya",
                                  "convicted_2025_imprisonment")


def test_one_function_serves_every_year(data):
    """The share of women is computed for 2024 by the function that computes it for 2025."""
    assert round(resolve(data, "women_share_2024").value, 1) == 27.9
    assert round(resolve(data, "women_share_2025").value, 1) == 28.3


def test_stock_and_flow_nearly_close(data):
    """The year's account of political prisoners closes to within one."""
    assert resolve(data, "closure_2025").value == 1132
    assert resolve(data, "closure_gap_2025").value == 1


def test_an_unknown_id_names_the_nearest(data):
    """A misspelt id is answered with the ids most like it."""
    with pytest.raises(UnknownId, match="convicted_2025_women"):
        resolve(data, "convicted_2025_wimen")


def test_a_year_without_ingredients_is_an_unknown_id(data):
    """Where a year has no such rows, nothing is computed."""
    with pytest.raises(UnknownId):
        resolve(data, "sentence_not_stated_1999")
