"""How numbers and dates are printed."""

from dataclasses import replace
from datetime import date

import pytest

from report import wording
from report.derived import resolve


@pytest.mark.parametrize("value, unit, text", [
    (1254, "persons", "1,254"), (0, "cases", "0"), (71.69, "percent", "71.7%"), (31, "percent", "31%"),
    (110_000_000, "persons", "110 million"), (123_200_000, "persons", "123.2 million"),
    (45_160_000, "persons", "45.16 million"), (123_187_473, "persons", "123,187,473"), (0.036, "index", "0.036"),
    (-5_900_000, "persons", "-5.9 million")])
def test_digits(value, unit, text):
    """A value is printed with separators; only values that their source rounded become words."""
    assert wording.digits(value, unit) == text


@pytest.mark.parametrize("number_id, text", [
    ("convicted_2025", "at least 1,254"), ("political_prisoners_bulletin", "more than 1,135"),
    ("displaced_bulletin", "about 110 million"), ("torture_cases_opened_bulletin", "none known"),
    ("tnr_rank_bulletin", "top 10"), ("imprisonment_interval_2025", "306 to 657"),
    ("left_belarus_pace_2023", "300,000 to 500,000"), ("convicted_2025_women_share", "28%"),
    ("refugees_from_belarus_2025", "19,462"), ("displaced_world_end_2025", "up to 118 million")])
def test_a_number_is_printed_with_its_bound(data, number_id, text):
    """The words of the bound stand before the value, whatever kind of bound it is."""
    assert wording.printed(resolve(data, number_id), data.counters) == text


def test_a_flat_count_of_viasna_is_printed_as_a_floor(data):
    """189 stands flatly in the bulletin; Viasna says that its counts are floors, so the text says at least."""
    assert data.number("removed_2025").bound == "flat"
    assert wording.printed(data.number("removed_2025"), data.counters) == "at least 189"


def test_a_flat_count_of_another_body_stays_flat(data):
    """The words at least are added only for bodies that say so themselves."""
    number = replace(data.number("removed_2025"), counted_by="RSF")
    assert wording.printed(number, data.counters) == "189"


@pytest.mark.parametrize("start, end, text", [
    ((2025, 1, 1), (2025, 12, 31), "2025"), ((2025, 12, 31), (2025, 12, 31), "31 December 2025"),
    ((2025, 10, 1), (2025, 10, 31), "October 2025"), ((2025, 1, 1), (2025, 12, 23), "1 January 2025 to 23 December 2025")])
def test_periods_in_words(data, start, end, text):
    """A year, a day, a month and a stretch of time are each printed as a reader would say them."""
    number = replace(data.number("convicted_2025"), period_start=date(*start), period_end=date(*end))
    assert wording.period(number) == text


def test_a_number_without_a_date_says_so(data):
    """Where a source gives no date, none is made up."""
    assert wording.period(data.number("political_prisoners_bulletin")) == "date not stated"


@pytest.mark.parametrize("published, text", [("2026-01-16", "16 January 2026"), ("2026-01", "January 2026"),
                                             ("2026", "2026"), ("", "undated")])
def test_dates_of_sources(data, published, text):
    """The date of a source is printed as far as it is known."""
    assert wording.published(replace(data.sources["viasna_bulletin_2026_01_16"], published=published)) == text
