"""A bulletin against the dataset: every number of a text is found with its bound, and told what the dataset has of it.

The text is invented, as its people and its numbers are; it speaks of the small dataset of the tests.
"""

import csv
import io
import shutil
from dataclasses import replace

import pytest
from conftest import ROOT

from report.__main__ import main
from report.bulletin import lines, proposals
from report.dataset import load
from report.findings import HAS, LACKS, OTHER_BOUND, PRIVATE, RIVAL, findings, missing_from
from report.mentions import iso, mentions
from report.schema import fields_of, read_package

TEXT = """1 January 2026

At least 1,254 people seen in 2025

The Watchers have seen at least 1,254 people in 2025. Among those seen were 899 men and 355 women. In 2024, 1,100 people
were seen.

More: https://example.org/letters/2026

"I was three days on the road." A person tells

In May 2025 they took 355 women and me, said the woman, who is one of 899 people.

At least 60 trees were felled, 14 of them by hand.
"""
ACCOUNT = lines("10-12")


@pytest.fixture
def small(small_data):
    """The small dataset, loaded."""
    return load(small_data)


def told(data, text=TEXT, **options):
    """Words, standing and likeliest row of each count of a text."""
    return [(f.mention.words, f.standing, f.rows[0].number_id if f.rows else "")
            for f in findings(data, text, **options) if f.mention.kind == "count"]


@pytest.mark.parametrize("text, value, bound", [
    ("at least 1,254 people", 1254, "at_least"), ("no fewer than 1 254 people", 1254, "at_least"), ("40+ cases", 40, "at_least"),
    ("12 or more cases", 12, "at_least"), ("more than 1,135 people", 1135, "more_than"), ("over\n3,670 people", 3670, "more_than"),
    ("nearly 118 million people", 118_000_000, "up_to"), ("up to 9 people", 9, "up_to"), ("some 1.5 million", 1_500_000, "about"),
    ("about the 70 people", 70, "about"), ("not a single case", 0, "none_known"), ("the top 10 states", 10, "rank"),
    ("three people", 3, "flat"), ("At least thirty-five women", 35, "at_least"), ("two dozen such cases", 24, "flat"),
    ("four thousand two hundred and six people", 4206, "flat"), ("7\u00a0300 people", 7300, "flat"), ("28% of them", 28, "flat"),
    ("one person", 1, "flat")])
def test_a_number_is_read_with_its_bound(text, value, bound):
    """Digits, letters and scales give the value, and the words before or behind it the bound."""
    [mention] = mentions(f"There: {text}, it says.")
    assert (mention.kind, mention.value, mention.bound) == ("count", value, bound)
    assert mention.percent == ("%" in text)


@pytest.mark.parametrize("text, kind", [
    ("January 16, 2026", "date"), ("16 January 2026", "date"), ("16 January, 2026", "date"), ("2026-01-16", "date"),
    ("January 2026", "date"), ("2026", "year"), ("Article 342", "article of law"), ("five years", "length of time"),
    ("https://example.org/2026/119372", "address")])
def test_what_counts_nothing_is_listed_by_its_kind(text, kind):
    """A date, an article, a length of time and an address are found whole and are no count."""
    [mention] = mentions(f"There: {text} it says.")
    assert (mention.kind, mention.words) == (kind, text)


@pytest.mark.parametrize("text", ["hundreds of people", "one of the worst", "the second person"])
def test_words_without_a_value_are_no_number(text):
    """Hundreds, and one where it counts no one, have no value to compare."""
    assert mentions(f"There: {text}, it says.") == []


@pytest.mark.parametrize("words, expected", [("January 16, 2026", "2026-01-16"), ("5 October 2025", "2025-10-05"), ("2026-01-16", "2026-01-16"),
                                             ("May 2025", "2025-05"), ("2025", "2025"), ("16 January", "")])
def test_dates_are_the_starts_of_iso_dates(words, expected):
    """However a date is written, it is compared in one form, as far as it is known."""
    assert iso(words) == expected


def test_a_bound_covers_the_numbers_of_its_sentence():
    """The bound word before the first number of a sentence governs the next ones, over a line end too, up to its end."""
    found = mentions("At least 10 people were fined, 32 held and about\n5 freed. Then 7 were held.")
    assert [(m.words, m.governed) for m in found] == [
        ("At least 10", ""), ("32", "at_least"), ("about 5", "at_least"), ("7", "")]


def test_every_number_of_the_text_is_told(small):
    """Same value and bound, another bound, nothing, and an account that is told apart: each number has its standing."""
    assert told(small, private=ACCOUNT) == [
        ("At least 1,254", HAS, "seen_2025"), ("at least 1,254", HAS, "seen_2025"), ("899", HAS, "seen_2025_men"),
        ("355", HAS, "seen_2025_women"), ("1,100", OTHER_BOUND, "seen_2024"), ("355", PRIVATE, ""), ("899", PRIVATE, ""),
        ("At least 60", LACKS, ""), ("14", LACKS, "")]


def test_a_number_of_a_private_account_is_compared_with_nothing(small):
    """A number of the account that stands in the dataset too is listed without any row; unmarked, it would be matched."""
    assert [f.rows for f in findings(small, TEXT, private=ACCOUNT) if f.mention.line in ACCOUNT] == [()] * 4
    assert any(f.rows for f in findings(small, TEXT) if f.mention.line in ACCOUNT)


def test_another_value_for_the_same_year_is_a_rival(small):
    """A number of the same thing and year with another value is a rival; of another year it is lacking."""
    assert told(small, "In 2025 at least 1,300 people were seen.") == [("at least 1,300", RIVAL, "seen_2025")]
    assert told(small, "In 2026 at least 1,300 people were seen.") == [("at least 1,300", LACKS, "")]


def test_a_wrong_total_is_caught_against_its_text(small):
    """A total entered with a wrong digit is a rival of the text's, and its row is listed as not found there."""
    small.numbers.rows["seen_2025"] = replace(small.numbers.rows["seen_2025"], value=1264.0)
    found = findings(small, TEXT, "field_notes", ACCOUNT)
    assert (found[1].mention.words, found[1].standing) == ("At least 1,254", RIVAL)
    assert [n.number_id for n in missing_from(small, found, "field_notes")] == ["seen_2025"]


def test_a_dropped_bound_is_caught_against_its_text(small):
    """A row without the bound word of its text is told apart from one that has it."""
    small.numbers.rows["seen_2025"] = replace(small.numbers.rows["seen_2025"], bound="flat")
    assert told(small)[0] == ("At least 1,254", OTHER_BOUND, "seen_2025")


def test_rows_are_proposed_with_what_the_text_tells(small):
    """A proposal has the columns of numbers.csv, value, bound and source; a governed number has the bound of its sentence."""
    lacking = [f.mention for f in findings(small, TEXT, private=ACCOUNT) if f.standing == LACKS]
    header, *rows = csv.reader(io.StringIO(proposals(lacking, "field_notes")))
    assert header == [field.name for field in fields_of(read_package(ROOT / "data")["numbers"])]
    assert [{name: cell for name, cell in zip(header, row) if cell} for row in rows] == [
        {"value": "60", "bound": "at_least", "source_id": "field_notes"},
        {"value": "14", "bound": "at_least", "source_id": "field_notes"}]


def test_the_command_lists_and_writes_nothing(tmp_path, capsys):
    """Something open gives exit code 1, nothing open 0; no sentence of a private account is printed, and data/ stays."""
    data = {path: path.read_bytes() for path in sorted((ROOT / "data").iterdir())}
    text = tmp_path / "letter.txt"
    text.write_text(TEXT)
    assert main(["bulletin", str(text), "--private", "10-12"]) == 1
    shown = capsys.readouterr().out
    assert "line 12: 899: not to be entered" in shown and "said the woman" not in shown and "number_id,indicator" in shown
    text.write_text("The Watchers, 1 January 2026, under Article 5.\n")
    assert main(["bulletin", str(text)]) == 0
    assert "name the lines with --private" in capsys.readouterr().out
    assert data == {path: path.read_bytes() for path in sorted((ROOT / "data").iterdir())}


def test_a_file_that_cannot_be_read_is_named(tmp_path, capsys):
    """A missing file, one that is not UTF-8, one inside the project and an unknown source end with a message."""
    (tmp_path / "latin.txt").write_bytes("Prüfung".encode("latin-1"))
    for words, message in ((["none.txt"], "No such file"), (["latin.txt"], "not UTF-8")):
        assert main(["bulletin", str(tmp_path / words[0])]) == 1
        assert message in capsys.readouterr().out
    assert main(["bulletin", str(ROOT / "README.md")]) == 1
    assert "The text lies inside the project" in capsys.readouterr().out
    shutil.copy(ROOT / "tests" / "small_data" / "edition.yml", tmp_path)
    assert main(["bulletin", str(tmp_path / "edition.yml"), "--source", "viasna_buletin_2026_01_16"]) == 1
    assert "The nearest are: viasna_bulletin_2026_01_16" in capsys.readouterr().out


def test_lines_are_named_one_by_one_or_in_ranges():
    """12,40-42 names four lines."""
    assert lines("12,40-42") == {12, 40, 41, 42}
