"""Planted faults: each is one mistake in a right book, and each is reported with its place by the build's own checks.

The checks run in this process over the pages as they were read and executed by the real build.
"""

import shutil

import pytest
from conftest import ROOT
from docutils import nodes

from report import charts, style
from report.book import audit
from report.book.register import faults_of_register
from report.dataset import dataset, load
from report.derived import resolve
from report.faults import FaultsFound


YEAR = dataset().edition.year
KHIMIYA = charts.said(resolve(dataset(), "convicted_YEAR_khimiya"))


def faults(doctree, data, path="chapters/page.md"):
    """The faults of a page, as texts."""
    return [str(fault) for fault in audit.faults_of_page(doctree, path, data)]


PAGES = [f"chapters/{path.stem}" for path in sorted((ROOT / "chapters").glob("*.md"))] + ["index"]


@pytest.mark.parametrize("page", PAGES)
def test_a_clean_page_has_no_fault(read_page, data, page):
    """Not one page of the real book has a fault."""
    assert faults(read_page(page), data) == []


def paragraph(doctree, start=""):
    """The first paragraph that begins with a text."""
    return next(p for p in doctree.findall(nodes.paragraph) if p.astext().startswith(start))


def append(text, find=nodes.paragraph, start=""):
    """Plant a text at the end of a block of text, or of the first block inside it."""
    def plant(doctree):
        block = next(b for b in doctree.findall(find) if b.astext().startswith(start))
        inner = block if isinstance(block, nodes.TextElement) else next(block.findall(nodes.paragraph))
        inner += nodes.Text(" " + text)
    return plant


def replace_number(text):
    """Plant a typed text in the place of the first number of the page."""
    def plant(doctree):
        number = next(n for n in doctree.findall(nodes.inline) if "number" in n["classes"])
        number.parent.replace(number, nodes.Text(text))
    return plant


def bare(number_id, before, after):
    """Plant a number printed bare between two texts."""
    def plant(doctree):
        node = nodes.inline("", "9,999", classes=["number"], number_id=number_id, bare=True, tabled=False,
                            traced=True)
        paragraph(doctree).extend([nodes.Text(". " + before), node, nodes.Text(after)])
    return plant


def in_row(text):
    """Plant a text in the label of the first row of a table."""
    def plant(doctree):
        next(iter(doctree.findall(nodes.tbody))).next_node(nodes.paragraph).append(nodes.Text(text))
    return plant


def alt(text):
    """Plant a text alternative."""
    def plant(doctree):
        next(iter(doctree.findall(nodes.image)))["alt"] = text
    return plant


def in_cell(code):
    """Plant a line of code in the first cell."""
    def plant(doctree):
        block = next(b for b in doctree.findall(nodes.literal_block) if "cell_input" in b.parent["classes"])
        block.children = [nodes.Text(block.astext() + "\n" + code)]
    return plant


def raw_html(doctree):
    """Plant an output that is HTML only."""
    bundle = nodes.container(nb_element="mime_bundle")
    bundle += nodes.container("", nodes.raw("", "<table></table>", format="html"), mime_type="text/html")
    doctree.next_node(nodes.section).append(bundle)


PLANTED = {
    "a digit typed into prose": (append("There were 1,255 of them."), "The number 1,255 is typed by hand."),
    "a number replaced by its digits": (replace_number("at least 1,254"), "The number 1,254 is typed by hand."),
    "a share typed into prose": (append("That is 72% of all."), "The number 72% is typed by hand."),
    "a decimal typed into prose": (append("That is 71.7 in a hundred."), "The number 71.7 is typed by hand."),
    "a digit in a heading": (append("of 1,254", nodes.title), "The number 1,254 is typed by hand."),
    "a digit in a caption": (append("In all 1,254.", nodes.caption), "The number 1,254 is typed by hand."),
    "a digit in a cell of a table": (append("356", nodes.entry), "The number 356 is typed by hand."),
    "a digit in the Markdown of a code cell": (append("all 900", nodes.entry, "Men"), "The number 900 is typed by hand."),
    "a digit in a list": (append("and 1,762", nodes.list_item), "The number 1,762 is typed by hand."),
    "a year that counts people": (append("In all 2025 people."), "The number 2025 is typed by hand."),
    "an article that is none": (append("Part 342 of them."), "The number 342 is typed by hand."),
    "people counted in words": (append("That is four thousand people."), "'four thousand people' counts people or cases"),
    "cases counted in words": (append("There were two dozen such cases."), "'two dozen such cases' counts people or cases"),
    "a floor without its bound": (bare(f"convicted_{YEAR}", "There were ", " convicted."),
                                  f"convicted_{YEAR} is a floor, and its sentence does not say so."),
    "a floor of a flat page without its bound": (bare(f"removed_{YEAR}", "They removed ", " people."),
                                                 f"removed_{YEAR} is a floor, and its sentence does not say so."),
    "an old number as if of this year": (bare("refugees_from_belarus_2024", "There are ", " refugees."),
                                         "refugees_from_belarus_2024 is of 2024, and its sentence does not say so."),
    "a number beside another year": (bare(f"convicted_{YEAR}", f"In {YEAR + 1} there were at least ", " convicted."),
                                     f"convicted_{YEAR} is of {YEAR}, and the words beside it name {YEAR + 1}."),
    "a number in a row of another year": (in_row(f" in {YEAR + 1}"), f"is of {YEAR}, and the words beside it name {YEAR + 1}."),
    "an undated number as if it had a date": (bare("displaced_bulletin", "There are about ", " displaced."),
                                              "displaced_bulletin has no date, and its sentence does not say so."),
    "a digit dressed as a number of the dataset": (
        lambda doctree: paragraph(doctree).append(nodes.inline("", " 1,255", classes=["number"])),
        "The number 1,255 is typed by hand."),
    "a digit as code": (lambda doctree: paragraph(doctree).append(nodes.literal("", "1,255")),
                        "The number 1,255 is typed by hand."),
    "a share without the known": (bare(f"women_share_{YEAR}", "Women are ", " of the convicted."),
                                  f"women_share_{YEAR} is counted among the known, and its sentence does not say so."),
    "a superlative": (append("It was the largest wave."), "'largest' ranks or claims a trend"),
    "a record": (append("This is a record."), "'record' ranks or claims a trend"),
    "a trend": (append("Convictions rose again."), "'rose' ranks or claims a trend"),
    "a most": (append("Most were men."), "'Most' ranks or claims a trend"),
    "a digit in a text alternative": (alt(f"Bar chart of people. Imprisonment: at least 366; khimiya: {KHIMIYA}."),
                                      "The number 366 in a text alternative is of no row that is drawn."),
    "a swapped base in a text alternative": (alt(f"Bar chart of people: {KHIMIYA} of at least 1,721 convicted."),
                                             "The number 1,721 in a text alternative is of no row that is drawn."),
    "a file name as a text alternative": (alt("chart.png"), "A picture has no text alternative in words."),
    "a numeric literal in a code cell": (in_cell("limit = 1254"), "The number 1254 is typed into a code cell."),
    "a numeral in a string of a code cell": (in_cell("note = 'in all 1,254'"),
                                             "The number 1,254 is typed into a code cell."),
    "people in words in a code cell": (in_cell("note = 'four thousand people'"),
                                       "The number four thousand people is typed into a code cell."),
    "raw HTML from a cell": (raw_html, "A cell shows raw HTML."),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_fault_planted_in_a_page_is_reported_with_its_place(read_page, data, fault):
    """One mistake in the executed convictions chapter gives one message, with file and line."""
    plant, expected = PLANTED[fault]
    doctree = read_page("chapters/convictions")
    plant(doctree)
    found = faults(doctree, data, "chapters/convictions.md")
    assert len(found) >= 1 and any(expected in message for message in found), found
    assert all(message.startswith("chapters/convictions.md, line ") for message in found)
    assert len({message.split(": ", 1)[1] for message in found}) == 1, found


def edit(file, old, new):
    """Plant a change in a file of data/."""
    def plant(folder):
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return plant


def add_row(row_of, new_id, **changes):
    """Plant a second row like one that is there."""
    def plant(folder):
        import csv
        path = folder / "numbers.csv"
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        copy = dict(next(row for row in rows if row["number_id"] == row_of), number_id=new_id, **changes)
        with open(path, "a", encoding="utf-8", newline="") as file:
            csv.DictWriter(file, list(copy), lineterminator="\n").writerow(copy)
    return plant


SEX = "sex=women,convicted_2025,"
DATA_FAULTS = {
    "a wrong digit": (edit("numbers.csv", f"{SEX}355", f"{SEX}455"), "The parts of convicted_2025 add up to 1354"),
    "a part larger than its whole": (edit("numbers.csv", f"{SEX}355", f"{SEX}3550"),
                                     "The part (3550) is larger than its whole convicted_2025 (1254)."),
    "a part firmer than its whole": (edit("numbers.csv", f"{SEX}355,,at_least", f"{SEX}355,,exact"),
                                     "The part is 'exact', firmer than its whole convicted_2025"),
    "a bound dropped": (edit("numbers.csv", f"{SEX}355,,at_least", f"{SEX}355,,"), "bound is empty."),
    "a base swapped": (edit("numbers.csv", f"{SEX}355", "sex=women,convicted_2024,355"),
                       "The period of the part is not inside that of its whole convicted_2024"),
    "a year changed": (edit("numbers.csv", "convicted_2025_women,convicted,2025-01-01", "convicted_2025_women,convicted,2024-01-01"),
                       "The period of the part is not inside that of its whole convicted_2025"),
    "a unit swapped": (edit("numbers.csv", f"{SEX}355,,at_least,persons", f"{SEX}355,,at_least,sentences"),
                       "The part counts sentences, its whole convicted_2025 counts persons."),
    "two rows of one id": (add_row("convicted_2025", "convicted_2025", status="rival"), "stands on line"),
    "a source deleted": (edit("sources.csv", "viasna_bulletin_2026_01_16,", "viasna_bulletin_2026,"),
                         "There is no 'viasna_bulletin_2026_01_16'."),
    "a rival without an entry": (add_row("convicted_2025", "convicted_2025_other", status="rival", value="1300"),
                                 "It differs from convicted_2025, and no entry says so."),
    "a rival bound without an entry": (add_row("convicted_2025", "convicted_2025_flat", status="rival", bound="flat"),
                                       "It differs from convicted_2025, and no entry says so."),
    "an entry of an unknown number": (edit("discrepancies.csv", "convicted_2024 convicted_2024_dissidentby",
                                           "convicted_2024 convicted_2024_disidentby"),
                                      "There is no number, source or chart named 'convicted_2024_disidentby'."),
    "a body that is not described": (edit("counters.csv", "Lawtrend,", "Lawtrends,"), "There is no 'Lawtrend'."),
}


@pytest.mark.parametrize("fault", DATA_FAULTS)
def test_a_fault_planted_in_the_data_is_reported_with_its_place(tmp_path, fault):
    """One mistake in a copy of data/ is named with its file."""
    plant, expected = DATA_FAULTS[fault]
    folder = shutil.copytree(ROOT / "data", tmp_path / "data")
    plant(folder)
    try:
        found = [str(f) for f in faults_of_register(load(folder))]
    except FaultsFound as err:
        found = [str(f) for f in err.faults]
    assert any(expected in message for message in found), found
    assert all(message.startswith("data/") for message in found)


def test_clean_data_has_no_fault(data):
    """The real data is in no conflict that the register does not name."""
    assert faults_of_register(data) == []


def by_year():
    """A right chart to break."""
    return charts.convicted_by_year("convicted", caption="")


@pytest.mark.parametrize("text, expected", [
    ("at least 1,255", "holds 1,255, which is of no row drawn"),
    ("1,254 people convicted", "holds 1,254, a floor, without its bound"),
    ("28% women", "holds 28%, which is of no row drawn")])
def test_a_fault_planted_in_a_chart_is_refused(text, expected):
    """A number of no row, or a floor without its bound, in a word of a chart stops its saving."""
    picture = by_year()
    picture.figure.text(0.5, 0.5, text)
    with pytest.raises(style.UntracedText, match=expected):
        style.check_numerals(picture.figure, [charts.said(n) for n in picture.numbers])


def test_a_right_chart_is_let_through():
    """Years, the edition and the numbers drawn are no fault."""
    picture = by_year()
    style.check_numerals(picture.figure, [charts.said(n) for n in picture.numbers])
