"""report.pdf and brief.pdf: made by the same build as the site, saying the same, fit for everyone and clean."""

import json
import re
import sys
from pathlib import Path

import pikepdf
import pypdf
import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, build
from test_book import tree

sys.path.insert(0, str(ROOT / "tests" / "typstbook"))
import reading  # noqa: E402
from test_chapters import THEMES  # noqa: E402

from report.book.paragraphs import CHAPTERS  # noqa: E402

NAMES = ("report.pdf", "brief.pdf")
INFO = {"/Title", "/Creator", "/CreationDate", "/ModDate"}
XMP = {"dc:title", "dc:language", "dc:format", "xmp:CreatorTool", "xmp:ModifyDate", "xmp:CreateDate", "pdfuaid:part",
       "xmpTPg:NPages", "xmpMM:InstanceID", "xmpMM:DocumentID", "xmpMM:RenditionClass", "pdf:PDFVersion"}


@pytest.fixture(scope="module")
def out(book):
    """The folder of the built site."""
    return book / "_build" / "html"


@pytest.fixture(scope="module")
def texts(out):
    """The words of each PDF."""
    return {name: plain(reading.text(out / name)) for name in NAMES}


@pytest.fixture(scope="module")
def report(out):
    """The full report, opened."""
    with pikepdf.open(out / "report.pdf") as opened:
        yield opened


def plain(text):
    """Return a text with plain spaces and hyphens."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u2011", "-"))


def starts(pdf):
    """Return the page on which each chapter begins, by its bookmark, with the number of pages at the end."""
    with pdf.open_outline() as outline:
        pages = {item.title: pdf.pages.index(pikepdf.Page(item.destination[0])) for item in outline.root}
    return pages | {"": len(pdf.pages)}


# -- size and standard --------------------------------------------------------------------------------------------


def test_the_brief_has_two_pages_and_is_light(out):
    """The brief is two A4 pages of less than 500 kB."""
    assert (out / "brief.pdf").stat().st_size < 500_000
    with pikepdf.open(out / "brief.pdf") as pdf:
        sizes = [[round(float(side)) for side in page.mediabox[2:]] for page in pdf.pages]
    assert sizes == [[595, 842]] * 2


def test_the_report_is_light(out):
    """The full report is less than 5 MB."""
    assert (out / "report.pdf").stat().st_size < 5_000_000


@pytest.mark.parametrize("name", NAMES)
def test_produced_as_pdf_ua(out, name):
    """Both PDFs are tagged, say PDF/UA-1, and have a language and bookmarks; every figure has a text alternative."""
    with pikepdf.open(out / name) as pdf:
        assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == "en" and len(pdf.Root.Outlines) > 0
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes()
        figures = [element for element in reading.elements(pdf) if element["/S"] == "/Figure"]
        assert figures and all(len(str(figure.get("/Alt", "")).split()) >= 4 for figure in figures)


def test_bookmarks_go_three_levels_deep(report):
    """Bookmarks hold chapters, sections and what is below them."""
    with report.open_outline() as outline:
        levels = {level for level, _ in reading.bookmarks(outline.root)}
    assert levels >= {1, 2, 3}


@pytest.mark.parametrize("name", NAMES)
def test_metadata_is_on_the_list(out, name):
    """No author, user, host, path or clock time is stored, and nothing acts by itself."""
    with pikepdf.open(out / name) as pdf:
        assert set(pdf.docinfo.keys()) <= INFO
        assert set(re.findall(r"<((?!rdf|x:)\w+:\w+)>", pdf.Root.Metadata.read_bytes().decode())) <= XMP
        assert not {"/AcroForm", "/OpenAction", "/AA", "/AF"} & set(pdf.Root.keys())
    raw = (out / name).read_bytes()
    assert str(Path.home()) == "/" or str(Path.home()).encode() not in raw


# -- parts of the report ------------------------------------------------------------------------------------------


def test_front_pages_stand_in_order(report):
    """After the cover come the notice, the main messages, the six figures, contents and lists, a page each at first."""
    pages = starts(report)
    assert [pages[name] for name in ("Before you read", "Main messages", "At a glance", "Contents")] == [1, 2, 3, 4]
    assert list(pages)[-2] == "Colophon"


def test_the_annex_is_at_most_a_third(report):
    """The cards take a third of the pages or less."""
    pages = starts(report)
    first = min(page for title, page in pages.items() if title.startswith("Every number"))
    assert pages["Colophon"] - first <= len(report.pages) / 3


def test_the_way_round_names_its_page(texts):
    """The note before a distressing passage prints the page to go on to."""
    assert len(re.findall(r"You can go on to the next part \(page \d+\) instead", texts["report.pdf"])) == 2


# -- one state ----------------------------------------------------------------------------------------------------


def test_site_and_pdfs_are_of_one_state(out, texts):
    """Each page of the site, the report, the brief and numbers.json carry the same edition and digest of the data."""
    edition = json.loads((out / "data" / "numbers.json").read_text(encoding="utf-8"))["edition"]
    wanted = [f"Edition {edition['version']}", edition["data_digest"]]
    for page in out.rglob("*.html"):
        foot = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select_one("footer.colophon").get_text()
        assert all(words in foot for words in wanted), page.name
    for name in NAMES:
        assert all(words in texts[name] for words in wanted), name


def test_every_printed_number_is_in_the_report(out, report, texts):
    """Each number printed in a theme chapter is printed on that chapter's pages, and with its bound on its card."""
    records = json.loads((out / "data" / "numbers.json").read_text(encoding="utf-8"))["numbers"]
    words, seen = chapter_words(out, report), 0
    for record in records:
        for use in record["pages"]:
            chapter = Path(use["page"]).stem
            if chapter in THEMES and "printed" in use["how"]:
                seen += 1
                assert plain(record["bare"]) in words[chapter], (chapter, record["number_id"])
                assert plain(record["printed"]) in texts["report.pdf"], record["number_id"]
    assert seen > 80


def chapter_words(out, report):
    """Return the words of the pages of each theme chapter."""
    order, found = sorted(starts(report).values()), {}
    read = pypdf.PdfReader(out / "report.pdf").pages
    for title, first in starts(report).items():
        if title[:1].isdigit():
            after = order[order.index(first) + 1]
            found[CHAPTERS[int(title.split()[0]) - 1]] = plain(" ".join(
                read[number].extract_text() for number in range(first, after)))
    return found


def test_the_brief_prints_its_numbers(out, texts):
    """Each number that the brief's page prints is in brief.pdf."""
    for record in json.loads((out / "data" / "numbers.json").read_text(encoding="utf-8"))["numbers"]:
        if any(use["page"] == "chapters/brief.html" and "printed" in use["how"] for use in record["pages"]):
            assert plain(record["bare"]) in texts["brief.pdf"], record["number_id"]


def test_paragraphs_have_the_same_numbers_on_site_and_paper(book, out):
    """The paragraphs of a chapter have the same numbers in print as on the site."""
    source = (book / "_build" / "typst" / "report" / "main.typ").read_text(encoding="utf-8")
    for chapter in CHAPTERS:
        page = BeautifulSoup((out / "chapters" / f"{chapter}.html").read_text(encoding="utf-8"), "html.parser")
        shown = [link.get_text() for link in page.select("p > a.para-number")]
        assert shown == re.findall(rf'#para\("(\w+)"\)#anchor\("chapters/{chapter}:para-\1"\)', source)


def test_a_fault_of_typesetting_leaves_site_and_pdfs(toy):
    """A page that cannot be printed stops the build; site and PDF of the last one stay byte for byte."""
    assert build(toy).returncode == 0
    before = tree(toy / "_build" / "html")
    assert "report.pdf" in before
    sources = toy / "chapters" / "sources.md"
    sources.write_text(sources.read_text(encoding="utf-8") + "\nA sign without a letter: \U0001F600\n", encoding="utf-8")
    result = build(toy)
    assert result.returncode != 0 and "in the document chapters/sources" in result.stdout
    assert tree(toy / "_build" / "html") == before


def test_a_brief_that_is_too_long_says_by_how_much(toy):
    """A PDF of more pages than allowed stops the build with the number of its pages."""
    config = toy / "_config.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("front: []", "front: []\n        max_pages: 1"),
                      encoding="utf-8")
    result = build(toy)
    assert result.returncode != 0 and re.search(r"report.pdf: \d+ pages, and 1 are allowed", result.stdout)
