"""The declared kinds of numerals, each by itself: what it lets through and what it does not hide."""

import pytest

from report.numerals import KINDS, counting_words, stray_numerals
from report.sentences import carries_bound, says_when, sentence_at
from report.superlatives import claims

LET_THROUGH = {
    "date": ("on 31 December 2025 and in March 2024 and 2025-12-31", "31 people in 2025", "31"),
    "year": ("from 2014 to 2024", "in 2024 cases", "2024"),
    "article of law": ("Article 342 and chapter 49-3", "342 people", "342"),
    "licence": ("under CC BY 4.0", "by 4.0 of them", "4.0"),
    "standard": ("as PDF/UA-1 on A4", "on 4 pages", "4"),
    "version": ("edition 2025.0 with Python 3.11", "in 3.11 of them", "3.11"),
    "hash": ("sha 3f5a9c0d1e2b of it", "code 123456789012", "123456789012"),
    "file size": ("of 60 kB", "of 60 people", "60"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_lets_its_own_through_and_hides_no_count(kind):
    """Each declared kind has an example that passes and a count that looks like it and is caught."""
    own, count, caught = LET_THROUGH[kind]
    assert stray_numerals(own) == []
    assert caught in stray_numerals(count)


@pytest.mark.parametrize("text", ["1,254 people", "at least 643", "72%", "71.7%", "No. 7", "1254", "110 million", "3-4"])
def test_a_count_is_caught(text):
    """A count is found in every way of writing it."""
    assert stray_numerals(text)


@pytest.mark.parametrize("text, found", [
    ("four thousand people", True), ("two dozen political prisoners", True), ("Hundreds of cases", True),
    ("fifty-one women", True), ("two bodies keep counts", False), ("in two parts", False),
    ("one of the two may count people", False), ("no one", False)])
def test_numbers_in_words(text, found):
    """Numbers in words are caught where they count people or cases, and ordinary language is let through."""
    assert bool(counting_words(text)) is found


def test_a_sentence_is_found_by_its_place():
    """The sentence around a place ends at its own full stop."""
    text = "First one. Second two. Third."
    assert sentence_at(text, text.index("two")).strip() == "Second two."


@pytest.mark.parametrize("sentence, carries", [("At least so many.", True), ("Of the known, so many.", True),
                                               ("So many were convicted.", False)])
def test_bound_words(sentence, carries):
    """A sentence carries a bound only by words that say so."""
    assert carries_bound(sentence) is carries


@pytest.mark.parametrize("sentence, year, says", [("At the end of 2024.", 2024, True), ("So many.", 2024, False),
                                                  ("An undated number.", None, True), ("In 2025.", None, False)])
def test_a_sentence_says_when(sentence, year, says):
    """An old number needs its year in the sentence, an undated one the word."""
    assert says_when(sentence, year) is says


@pytest.mark.parametrize("text, found", [
    ("The most common sentence", ["most"]), ("It rose, then fell.", ["rose", "fell"]), ("a growing number", ["growing"]),
    ("at most so many", []), ("the top 10 of them", []), ("almost all", [])])
def test_words_that_rank(text, found):
    """Words that rank or claim a trend are found, and words of bounds are not taken for them."""
    assert claims(text) == found
