"""What cannot be printed as it should be stops the build, with its place."""

import pytest
from toybook import SETTINGS, book  # noqa: F401
from sphinx.errors import ConfigError

from typstbook.faults import TypesettingError

FIGURE = ":::{{figure}} /bar.svg\n{}\nThe caption.\n:::\n"
REFUSED = {
    "unknown node": ("```{strange}\nwords\n```\n", r"index.md, line \d+: .*'strange'"),
    "no alternative": (FIGURE.format(""), r"index.md, line \d+: .*no text alternative"),
    "empty alternative": ("![](/bar.svg)\n", r"index.md, line \d+: .*no text alternative"),
    "caption as alternative": (FIGURE.format(":alt: the caption\n"), r"index.md, line \d+: .*repeats the caption"),
    "raw HTML": ("<b>bold</b>\n", r"index.md, line \d+: raw html"),
    "picture of no known format": ("![Something](/none.pdf)\n", r"index.md, line \d+: .*none.pdf"),
    "page that is not printed": ("[more](other.md)\n", r"index.md, line \d+: .*other, which is not in the PDF"),
    "letter without a face": ("A sign: \U0001F600\n", r"(?s)toy.pdf: .*in the document index"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_its_place(book, case):
    """A fault stops the build and says where it is."""
    text, message = REFUSED[case]
    with pytest.raises(TypesettingError, match=message):
        book(text)


def test_link_to_something_that_is_not_printed(book):
    """A link to a place in the book that print leaves out stops the build."""
    text = "[there](#gone)\n\n```{folded}\n(gone)=\nwords\n```\n"
    with pytest.raises(TypesettingError, match=r"index.md, line \d+: .*does not hold"):
        book(text)


def test_links_to_pages_can_become_addresses(book):
    """With the address of the site, links to pages that are not printed lead there."""
    out = book("[more](other.md)\n", **_options(site="https://example.org/report"))
    source = (out.parent / "typst" / "toy" / "main.typ").read_text(encoding="utf-8")
    assert "https://example.org/report/other.html" in source


def _options(**options):
    return {"typst_documents": [{"target": "toy.pdf", "documents": ["index"], "options": options}]}


def test_too_many_pages(book):
    """A book that may have so many pages and has more is refused, and one is told by how much."""
    with pytest.raises(TypesettingError, match="3 pages, and 2 are allowed. Page 3 is filled down to"):
        book("Words.\n", **_options(max_pages=2))


def test_too_many_bytes(book):
    """A book that is larger than it may be is refused."""
    with pytest.raises(TypesettingError, match="bytes, and 10 are allowed"):
        book("Words.\n", **_options(max_bytes=10))


def test_old_pdf_stays(book):
    """When a build fails, the PDF of the last good one is untouched."""
    out = book("Words.\n")
    before = (out / "toy.pdf").read_bytes()
    with pytest.raises(TypesettingError):
        book("![](/bar.svg)\n")
    assert (out / "toy.pdf").read_bytes() == before


def test_a_pdf_that_is_too_short_stops_the_build(book):
    """Fewer pages than wanted stop the build, which says how many there are."""
    with pytest.raises(TypesettingError, match=r"toy.pdf: \d pages, and 9 are wanted"):
        book("Words.\n", **_options(min_pages=9))


def test_all_or_none(book):
    """Where one of two PDFs fails, neither is written."""
    both = [{"target": "good.pdf", "root": "index"},
            {"target": "bad.pdf", "root": "index", "options": {"max_bytes": 1}}]
    with pytest.raises(TypesettingError):
        book("Words.\n", name="both", typst_documents=both)
    assert not list((book.folder / "both").rglob("good.pdf"))


@pytest.mark.parametrize("settings, message", [
    ({"typst_documents": [{"target": "toy.pdf", "root": "index", "colour": "red"}]}, "unknown key colour"),
    ({"typst_documents": [{"target": "toy", "root": "index"}]}, "ends in .pdf"),
    ({"typst_documents": [{"target": "toy.pdf"}]}, "either root or documents"),
    ({"typst_date": None}, "typst_date"),
])
def test_settings_that_cannot_be_followed(book, settings, message):
    """A wrong setting stops the build."""
    with pytest.raises(ConfigError, match=message):
        book("Words.\n", **settings)


def test_unknown_font_folder(book):
    """Without the fonts of the design nothing is typeset: no other font takes their place."""
    with pytest.raises(TypesettingError, match="unknown font family"):
        book("Words.\n", typst_font_paths=[])
    assert SETTINGS["typst_font_paths"]
