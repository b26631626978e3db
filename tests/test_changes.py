"""What changed from one edition to the next. The editions compared here are invented."""

import csv
import io
from datetime import date

import pytest
from bs4 import BeautifulSoup

from report.changes import KINDS, as_csv, compare, two_years
from report.dataset import Correction
from report.numerals import stray_numerals
from report.published import earlier, editions
from report.wording import printed

# An invented number of the year before that of the later edition.
SEEN = {"number_id": "seen_2025", "value": 10.0, "value_high": None, "bound": "at_least", "printed": "at least 10",
        "indicator": "seen", "counts": "number of people seen", "unit": "persons", "measure": "flow", "place": "Nowhere",
        "counted_by": "Watchers", "period_start": "2025-01-01", "period_end": "2025-12-31"}
TWELVE = {"value": 12.0, "printed": "at least 12"}
EIGHT = {"value": 8.0, "printed": "at least 8"}
LONG = ": number of people seen, Nowhere, 2025-01-01 to 2025-12-31, in {}, counted by Watchers"


def edition(year, *changes):
    """An invented numbers.json: one number for each dictionary of changes."""
    return {"edition": {"year": year}, "numbers": [SEEN | change for change in changes]}


def correction(old, new, day=1):
    """An invented correction of the invented number."""
    return Correction(f"seen_{day}", "seen_2025", "2025.0", old, new, date(2026, 5, day), f"Reason {day}.")


CASES = {
    "new": ([], [{}], [], "new", "", "at least 10", ""),
    "retired": ([{}], [], [], "retired", "at least 10", "", ""),
    "revised": ([{}], [EIGHT], [correction("at least 10", "at least 8")], "revised", "at least 10", "at least 8",
                "Reason 1."),
    "revised without a reason": ([{}], [EIGHT], [], "revised", "at least 10", "at least 8", ""),
    "corrected twice": (
        [{}], [EIGHT], [correction("at least 10", "at least 9"), correction("at least 9", "at least 8", 2)], "revised",
        "at least 10", "at least 8", "Reason 1. Reason 2."),
    "corrected to something else": ([{}], [EIGHT], [correction("at least 10", "at least 9")], "revised", "at least 10",
                                    "at least 8", ""),
    "an earlier year grew": ([{}], [TWELVE], [], "grew", "at least 10", "at least 12", ""),
    "a correction is no growth": ([{}], [TWELVE], [correction("at least 10", "at least 12")], "revised", "at least 10",
                                  "at least 12", "Reason 1."),
    "a share does not grow": ([{"measure": "share"}], [TWELVE | {"measure": "share"}], [], "revised", "at least 10",
                              "at least 12", ""),
    "another bound is no growth": ([{}], [{"value": 12.0, "bound": "about", "printed": "about 12"}], [], "revised",
                                   "at least 10", "about 12", ""),
    "the edition's own year does not grow": ([{"period_end": "2026-12-31"}], [TWELVE | {"period_end": "2026-12-31"}], [],
                                             "revised", "at least 10", "at least 12", ""),
    "an upper value": ([{}], [{"value_high": 11.0, "printed": "10 to 11"}], [], "revised", "at least 10", "10 to 11", ""),
    "firmness alone": ([{}], [{"bound": "flat"}], [], "revised", "at least 10 (the source says at least)",
                       "at least 10 (stated without a qualifier)", ""),
    "redefined": ([{}], [TWELVE | {"unit": "cases"}], [], "redefined", "at least 10" + LONG.format("persons"),
                  "at least 12" + LONG.format("cases"), "")}


@pytest.mark.parametrize("case", CASES)
def test_each_kind_of_change_is_told_apart(case):
    """A number of two invented editions is listed under its kind, with both values as printed and the logged reason."""
    old, new, corrections, *expected = CASES[case]
    [change] = compare(edition(2025, *old), edition(2026, *new), corrections)
    assert [change.kind, change.before, change.now, change.reason] == expected


@pytest.mark.parametrize("field, value", [
    ("indicator", "met"), ("unit", "cases"), ("measure", "stock"), ("place", "Here"), ("counts", "number of people met"),
    ("counted_by", "Others"), ("period_start", "2025-02-01"), ("period_end", "2025-11-30")])
def test_another_meaning_is_no_revision(field, value):
    """A number whose series, words, unit, measure, place, period or body changed is redefined, not revised."""
    [change] = compare(edition(2025, {}), edition(2026, {field: value}), [])
    assert change.kind == "redefined"


def test_what_stayed_is_not_listed():
    """A number that is what it was is no change, wherever its page or its source moved."""
    assert compare(edition(2025, {"pages": ["a"]}), edition(2026, {"pages": ["b"]}), []) == []


def test_the_file_says_what_the_comparison_says():
    """The CSV has a row for each change, with bounds, ids and reasons."""
    others = [{"number_id": f"number_{name}"} for name in "abc"]
    found = compare(edition(2025, EIGHT, *others[:2]), edition(2026, {}, *others[1:]), [])
    rows = list(csv.DictReader(io.StringIO(as_csv(found))))
    assert [(row["change"], row["number_before"], row["before"], row["number_now"], row["now"]) for row in rows] == [
        ("new", "", "", "number_c", "at least 10"), ("grew", "seen_2025", "at least 8", "seen_2025", "at least 10"),
        ("retired", "number_a", "at least 10", "", "")]
    assert list(rows[0]) == ["change", "counts", "number_before", "before", "number_now", "now", "reason"]
    assert {change.kind for change in found} <= set(KINDS)


def test_years_stand_beside_each_other_only_where_they_count_the_same(data):
    """A pair is of the edition's year and the one before: one series, part, place, unit and body; year or last day."""
    pairs = two_years(data)
    year = data.edition.year
    assert {f"convicted_{year}", f"political_prisoners_{year}_12_31"} <= {now.number_id for _, now in pairs}
    for before, now in pairs:
        assert (before.period_end.year, now.period_end.year) == (year - 1, year)
        assert len({(n.indicator, n.place, n.counterpart, n.breakdown, n.unit, n.measure, n.counted_by, n.use,
                     n.period_start == n.period_end) for n in (before, now)}) == 1
        assert not {before.status, now.status} & {"rival", "superseded"}


def test_the_first_edition_says_so_and_compares_nothing(site, data):
    """Without an earlier edition the page says that, warns that court data closed, and prints each number of the pairs
    with its bound and no other numeral; the file holds the same pairs."""
    if earlier(data.edition.year, editions()):
        pytest.skip("This is not the first edition.")
    page = BeautifulSoup((site / "chapters" / "changes.html").read_text(encoding="utf-8"), "html.parser").main
    assert "This is the first edition." in page.get_text() and "Court data closed" in page.get_text()
    assert {"sources.html#source-rada_vision_court_schedule", "sources.html#source-reform_news_january_trials"} <= {
        link["href"] for link in page.select("a")}
    shown = [number.get_text() for number in page.select("table .number")]
    pairs = {number.number_id: printed(number, data.counters) for pair in two_years(data) for number in pair}
    assert sorted(shown) == sorted(pairs.values())
    for number in page.select("table .number, .caption-number"):
        number.decompose()
    assert stray_numerals(page.get_text(" | ")) == []
    rows = list(csv.DictReader((site / "data" / "changes.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {row[f"number_{when}"]: row[when] for row in rows for when in ("before", "now")} == pairs
    assert {row["change"] for row in rows} == {"two years side by side"}


def test_nothing_corrected_is_said_from_the_data(site, data):
    """While no correction and no withdrawal is logged, the page says so, and that this is the first edition."""
    text = BeautifulSoup((site / "chapters" / "corrections.html").read_text("utf-8"), "html.parser").get_text(" ")
    none = "None." if earlier(data.edition.year, editions()) else "None. This is the first edition."
    assert (f"Corrected numbers {none}" in " ".join(text.split())) == (not data.corrections)
    assert ("Withdrawn passages None." in " ".join(text.split())) == (not data.withdrawals)
