"""What is in the book is in the PDF, and nothing else."""

import re

import pikepdf
import pypdf
import pytest
from PIL import Image
from reading import text
from toybook import book, toy  # noqa: F401


@pytest.fixture(scope="module")
def words(toy):
    """The words of the toy book."""
    return text(toy)


def test_signs_of_typst_are_signs(words):
    """Signs that mean something to Typst are printed as they stand."""
    assert "#let x = 1; $y$ @z [a] //no comment// /* nor this */ <tag> ~ _a_ = = heading; 1. not a list;" in words
    assert "C:\\path; “quotes”" in words
    assert 'literal #let $x$ @y [z] "q" \\n' in words
    assert "{brace} | pipe & amp." in words


def test_every_kind_of_block_is_there(words):
    """Lists, definitions, quotations, boxes, tables, code and rubrics are printed."""
    for expected in ("deeper", "With a second paragraph.", "3. third", "a term", "Its definition.",
                     "A quotation of somebody.", "Wise person", "A note with a list:", "A title of its own",
                     "Take care.", "no caption", "in a cell", "def literal(block): # #let [x] $y$", "A rubric",
                     "first line", "FRAMEDWORDS", "ceiling, roof"):
        assert expected in words


def test_folded_code_is_absent_and_open_code_is_not(words):
    """Code that the pages fold away is not printed; code that they show is."""
    assert "HIDDENCODE" not in words
    assert "SHOWNCODE = 2" in words


def test_a_cell_is_shown_in_one_form(words):
    """Of the forms that a cell leaves, the best is printed and the others are not."""
    assert "From a cell." in words
    assert "WRONGFORM" not in words


def test_a_node_can_be_left_out_by_its_extension(words):
    """An extension may say that print leaves its node out."""
    assert "FOLDEDAWAY" not in words


def test_only(words):
    """What is only for the pages is not printed, and the other way round."""
    assert "ONLYPAGES" not in words
    assert "ONLYPRINT" in words


def test_a_drawing_takes_the_place_of_its_picture(book):
    """Where a PNG has an SVG of the same name beside it, print takes the SVG."""
    (book.folder / "one").mkdir()
    Image.new("1", (20, 20)).save(book.folder / "one" / "bar.png")
    Image.new("1", (20, 20)).save(book.folder / "one" / "dot.png")
    out = book("![A bar](/bar.png)\n\n![A dot](/dot.png)\n")
    used = (out.parent / "typst" / "toy" / "images").iterdir()
    assert sorted(path.suffix for path in used) == [".png", ".svg"]


def test_numbers_of_figures_and_tables_agree_with_the_pages(words):
    """Figures and tables have the numbers of the pages, and references agree."""
    assert "see Table 2.1" in words
    assert "Fig. 2.1 The caption of the bar." in words


def test_a_link_can_print_its_page(words):
    """A link of the class "with-page" prints the page that it leads to."""
    assert "the page (page 6)" in words


def test_columns_of_figures_are_not_broken(book):
    """In a table that is too wide, columns of words give way and those of short figures do not."""
    row = "| " + "many words that go on and on " * 3 + " | at least 1,254 | " + "more words that go on " * 3 + " |"
    out = book("\n".join(["| What | Number | Why |", "| - | -: | - |", row]) + "\n")
    source = (out.parent / "typst" / "toy" / "main.typ").read_text(encoding="utf-8")
    assert re.search(r"columns: \([\d.]+fr, auto, [\d.]+fr, \)", source)


def test_a_template_of_the_project(book):
    """A project may replace functions of the design."""
    (book.folder / "one").mkdir()
    (book.folder / "one" / "own.typ").write_text(
        '#import "typstbook.typ": *\n#let contents(options) = [= #options.greeting]\n', encoding="utf-8")
    out = book("Words.\n", typst_documents=[{"target": "toy.pdf", "root": "index", "template": "own.typ",
                                             "options": {"greeting": "Good day"}}])
    assert "Good day" in text(out / "toy.pdf")


def test_heads_of_tables_are_repeated(toy):
    """A long table has its head on each of its pages."""
    pages = [page.extract_text() for page in pypdf.PdfReader(toy).pages]
    of_table = [page for page in pages if "row 10" in page or "row 70" in page]
    assert len(of_table) == 2
    assert all("Row" in page and "Number" in page for page in of_table)


def test_addresses_are_printed_once(words):
    """A link prints the host of its address, unless its words are the address."""
    assert "a report (example.org)" in words
    assert "write (someone@example.org)" in words
    assert words.count("example.com") == 1


def test_notes_are_printed_once(words):
    """A note that is called twice is printed once, and all of its paragraphs are."""
    assert words.count("The first note, with emphasis") == 1
    assert "It has two paragraphs." in words


def test_paragraph_numbers_only_where_asked_for(words):
    """Paragraphs print the number that they carry, in the documents that the setting names."""
    assert "101a Plain emphasis" in words
    assert "101a Read this first" not in words


def test_order_of_the_book(words):
    """Cover, front pages, contents, chapters, annex; the parts have their captions in the contents."""
    places = [words.index(w) for w in ("A subtitle", "Read this first", "Contents", "First part", "Second part",
                                       "Figures and tables", "Plain emphasis", "From a cell. Edition", "ceiling, roof")
              if w in words]
    assert places == sorted(places)
    assert "This page is the cover" not in words


def test_addresses_made_while_reading_are_understood(toy):
    """A link whose address was made for the pages leads to the same place in print."""
    source = (toy.parents[1] / "typst" / "toy" / "main.typ").read_text(encoding="utf-8")
    assert '#inward(to: "chapters/blocks:fig-bar")[the bar]' in source


def test_links_lead_to_pages(toy):
    """Links inside the book lead to places in it."""
    with pikepdf.open(toy) as pdf:
        links = [a for page in pdf.pages for a in page.get("/Annots", []) if a["/Subtype"] == "/Link"]
        inside = [a for a in links if "/Dest" in a or a.get("/A", {}).get("/S") == "/GoTo"]
    assert len(inside) > 20


def test_nothing_runs_off_the_page(toy):
    """Long words, addresses and lines of code are broken."""
    for page in pypdf.PdfReader(toy).pages:
        rights = []
        page.extract_text(visitor_text=lambda t, cm, tm, font, size: rights.append((tm[4], len(t.strip()), size)))
        assert all(x <= 595 for x, _, _ in rights)
    words = text(toy).replace(" ", "")
    assert "0123456789abcdef" * 6 in words


def test_titles_sections_and_colophon_of_print(book):
    """Print can have another title for a document, leave a section out, and end with a colophon."""
    out = book("Words.\n\n## Kept\n\nKept words.\n\n## Dropped\n\nDropped words.\n", **_options(
        titles={"index": "Other"}, leave_out=["index#dropped"], colophon=["Set with care."]))
    words = text(out / "toy.pdf")
    assert "Other Words. Kept Kept words." in words and "Dropped" not in words.split("Kept words.")[1]
    assert words.index("Kept words.") < words.index("Set with care.")


def test_addresses_can_be_printed_in_full(book):
    """With addresses in full, a link whose words are the host prints the address in their place."""
    out = book("[example.org](https://example.org/a) and [more](https://example.org/b).\n", **_options(addresses="full"))
    assert "https://example.org/a and more (https://example.org/b)." in text(out / "toy.pdf")


def test_a_definition_kept_to_the_pages_leaves_no_gap(book):
    """An item of a definition list that is for pages only is not there in print."""
    out = book("```{kept-to-pages}\n```\n")
    source = (out.parent / "typst" / "toy" / "main.typ").read_text(encoding="utf-8")
    assert source.count("terms.item") == 1 and "printed" in text(out / "toy.pdf")


def _options(**options):
    return {"typst_documents": [{"target": "toy.pdf", "root": "index", "options": options}]}
