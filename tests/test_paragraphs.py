"""Numbers of paragraphs: the same on the site and on paper, and never changed by a correction."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from report.book import paragraphs
from report.paragraph_list import merged

RELEASED = [["1", "a"], ["2", "b"], ["3", "c"], ["4", "d"]]


def test_without_a_list_paragraphs_are_counted():
    """A chapter that was never released is counted from 1."""
    assert paragraphs.numbers([], ["x", "y"]) == ["1", "2"]


@pytest.mark.parametrize("now, numbers", [
    ("abcd", ["1", "2", "3", "4"]), ("abXcd", ["1", "2", "2a", "3", "4"]), ("abXYcd", ["1", "2", "2a", "2b", "3", "4"]),
    ("acd", ["1", "3", "4"]), ("aXcd", ["1", "2", "3", "4"]), ("Xabcd", ["0a", "1", "2", "3", "4"]),
    ("abcdX", ["1", "2", "3", "4", "4a"]), ("acXd", ["1", "3", "3a", "4"])],
    ids=["same", "one put in", "two put in", "taken out", "reworded", "at the start", "at the end", "out and in"])
def test_a_correction_renumbers_nothing(now, numbers):
    """A paragraph put in after 2 is 2a, the number of one taken out is left out, a reworded one keeps its own."""
    assert paragraphs.numbers(RELEASED, list(now)) == numbers


def test_a_withdrawn_paragraph_keeps_its_number():
    """The notice of a withdrawal takes the number of the words, before and after their digest was deleted; two notices
    one after the other are told apart."""
    now = ["a", "withdrawn 2", "withdrawn 3", "d"]
    for released in (RELEASED, [["1", "a"], ["2", "withdrawn 2"], ["3", "c"], ["4", "d"]]):
        assert paragraphs.numbers(released, now) == ["1", "2", "3", "4"]
    notice = nodes.paragraph("", "A passage was withdrawn.", withdrawn="2")
    assert paragraphs.digest(notice) == "withdrawn 2"


def test_a_number_is_never_given_twice():
    """After releases in which 2a came and went, the next paragraph there is 2b."""
    later = merged([["1", "a"], ["2", "b"], ["2a", "x"], ["3", "c"]], [["1", "a"], ["2", "b"], ["3", "c"]])
    assert paragraphs.numbers(later, ["a", "b", "new", "c"]) == ["1", "2", "2b", "3"]


def test_a_corrected_number_leaves_the_paragraph_known():
    """The digest of a paragraph does not see its numerals."""
    assert paragraphs.fingerprint("Known are at least 1,254 people.") == paragraphs.fingerprint(
        "Known are at least 1,255 people.")


def test_only_prose_is_numbered():
    """Paragraphs in lists, quotations, tables, boxes, captions and outputs of cells have no number."""
    def wrapped(kind, **attributes):
        inner = nodes.paragraph("", "words")
        outer = kind("", inner, **attributes)
        nodes.document(None, None).append(nodes.section("", outer))
        return inner
    plain = nodes.paragraph("", "words")
    nodes.document(None, None).append(nodes.section("", plain))
    assert paragraphs.is_prose(plain) and paragraphs.is_prose(wrapped(nodes.container, classes=["distress"]))
    for kind in (nodes.list_item, nodes.block_quote, nodes.entry, nodes.admonition, nodes.legend, nodes.definition,
                 nodes.container):
        assert not paragraphs.is_prose(wrapped(kind)), kind


def test_site_has_the_released_numbers(site):
    """Each theme page prints a number for each paragraph, and those of the last release keep theirs."""
    released = paragraphs.released()
    for chapter in paragraphs.CHAPTERS:
        page = BeautifulSoup((site / "chapters" / f"{chapter}.html").read_text(encoding="utf-8"), "html.parser")
        shown = [link.get_text() for link in page.select("p > a.para-number")]
        assert len(shown) >= 5 and len(set(shown)) == len(shown)
        known = {number for number, _ in released.get(chapter, [])}
        assert all(number in known or re.fullmatch(r"\d+[a-z]+", number) for number in shown) if known else \
            shown == [str(place) for place, _ in enumerate(shown, 1)]


def test_the_list_holds_no_text():
    """The list of the last release holds numbers and digests alone."""
    if paragraphs.RELEASED.exists():
        for pairs in json.loads(paragraphs.RELEASED.read_text(encoding="utf-8")).values():
            assert all(re.fullmatch(r"\d+[a-z]*", n) and re.fullmatch(r"[0-9a-f]{10}|withdrawn \d+[a-z]*|", d) for n, d in pairs)
