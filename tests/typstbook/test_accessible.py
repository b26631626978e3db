"""The PDF can be read by everybody: tags, language, text alternatives, bookmarks."""

import pikepdf
import pytest
from reading import bookmarks, elements, tags, text
from toybook import toy  # noqa: F401


@pytest.fixture(scope="module")
def pdf(toy):
    """The toy book, opened."""
    with pikepdf.open(toy) as opened:
        yield opened


def test_says_pdf_ua_1(pdf):
    """The file is tagged and says that it is PDF/UA-1."""
    assert pdf.Root.MarkInfo.Marked
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes()


def test_title_and_language(pdf):
    """Title and language are stored, and the title is what a window shows."""
    assert (str(pdf.docinfo["/Title"]), str(pdf.Root.Lang)) == ("The toy book", "en")
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_words_of_other_languages_say_so(pdf):
    """Belarusian and Russian words are marked as such."""
    languages = {str(e["/Lang"]) for e in elements(pdf) if "/Lang" in e}
    assert {"be", "ru"} <= languages | _languages_in_pages(pdf)


def _languages_in_pages(pdf):
    return {str(operands[1].get("/Lang", "")) for page in pdf.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and isinstance(operands[1], pikepdf.Dictionary)}


def test_cyrillic_words_can_be_searched(toy):
    """Cyrillic letters are letters, also the Belarusian ones."""
    assert "Правы чалавека ў Беларусі, грамадзяніне і сям’я" in text(toy)
    assert "права человека, ещё" in text(toy)


def test_every_figure_has_an_alternative(pdf):
    """Every figure carries its text alternative."""
    figures = [e for e in elements(pdf) if e["/S"] == "/Figure"]
    assert len(figures) == 3
    assert all(str(e.get("/Alt", "")).strip() for e in figures)


def test_bookmarks_go_three_levels_deep(pdf):
    """Bookmarks hold the chapters, their sections and subsections, with the numbers of the pages."""
    with pdf.open_outline() as outline:
        found = bookmarks(outline.root)
    assert (1, "1 Words & signs") in found
    assert (2, "1.1 Links") in found
    assert (3, "1.1.1 Third level") in found
    assert {title for level, title in found if level == 1} >= {"Notice", "Contents", "Cells", "Glossary"}


def test_headings_start_at_one_and_skip_no_level(pdf):
    """No level of heading is skipped."""
    levels = [int(tag[2:]) for tag in tags(pdf) if tag[:2] == "/H" and tag[2:].isdigit()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))


def test_lists_tables_and_notes_are_tagged(pdf):
    """Lists, tables with heads, quotations, code, notes and links are tagged as what they are."""
    assert {"/L", "/LI", "/Table", "/TH", "/TD", "/THead", "/Note", "/Link", "/BlockQuote", "/Code"} <= set(tags(pdf))


def test_column_heads_say_that_they_are(pdf):
    """The cells of a head are heads of columns."""
    heads = [e for e in elements(pdf) if e["/S"] == "/TH"]
    assert len(heads) == 7
    assert all("/Column" in str(e["/A"]) for e in heads)


def test_page_labels_are_the_printed_numbers(pdf):
    """A viewer calls each page by the number printed on it."""
    assert [page.label for page in pdf.pages] == [str(number) for number in range(1, len(pdf.pages) + 1)]
