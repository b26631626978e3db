"""Charts: every one is drawn from named rows, says in words what it shows, and has all its words in place."""

import re

import pytest
from conftest import ROOT
from matplotlib.figure import Figure

from report import charts, style
from report.dataset import UnknownId

CELLS = re.compile(r"^(charts\.\w+\(.*?\))\n```", re.MULTILINE | re.DOTALL)
CALLS = [call for path in sorted((ROOT / "chapters").glob("*.md")) for call in CELLS.findall(path.read_text("utf-8"))]


@pytest.fixture(scope="module", params=CALLS, ids=lambda call: call.split("(")[0])
def picture(request):
    """Each chart as its chapter asks for it."""
    return eval(request.param, {"charts": charts})


def test_every_chart_function_is_used():
    """No chart function stands in the package without a chapter that shows it."""
    used = {call.split("(")[0].removeprefix("charts.") for call in CALLS}
    offered = {name for name, thing in vars(charts).items() if getattr(thing, "__module__", "") == charts.__name__
               and not name.startswith("_")}
    assert offered - used == {"main_series"}


def test_saved_as_picture_for_pages_and_for_print(picture, tmp_path):
    """One function saves a small PNG and an SVG; no word is clipped or lies over another."""
    path = style.save(picture.figure, picture.name, [charts.said(n) for n in picture.numbers], tmp_path)
    assert path.stat().st_size < 60_000
    svg = path.with_suffix(".svg").read_text(encoding="utf-8")
    assert "<svg" in svg and "dc:date" not in svg


def test_alt_text_is_a_sentence_with_values_and_bounds(picture):
    """The text alternative names the kind of chart and the first and last values with their bounds."""
    assert "chart." in picture.alt and picture.alt.endswith(".")
    assert any(charts.said(number) in picture.alt for number in picture.numbers)


def test_source_date_and_edition_are_inside_the_picture(picture, data):
    """A clipped or forwarded picture still says who counted and which edition it is from."""
    words = " ".join(text.get_text().replace("\n", " ") for text in picture.figure.texts)
    assert "Counted by" in words and f"Edition {data.edition.version}" in words and "Read in" in words


def test_the_table_behind_has_every_number(picture, data):
    """Each number drawn stands in the table behind the chart, asked for by its id."""
    cells = " ".join(cell for row in picture.rows for cell in row)
    asked = set(re.findall(r"\{num:cell\}`(\w+)`", cells))
    totals = {number.number_id for number in picture.numbers if f"`{number.number_id}`" not in cells}
    assert asked and totals <= {f"convicted_{data.edition.year}"}, "only the whole that a range is taken of may stand outside"


def test_a_floor_has_an_open_end_and_an_exact_count_none():
    """A bar of a floor ends in a pointed mark; a bar of another number does not."""
    from report.marks import bars
    from report.derived import resolve
    from report.dataset import dataset
    floor, exact = (resolve(dataset(), i) for i in ("convicted_2025", "refugees_from_belarus_2025"))
    drawn = bars("both", "Both", "Both", [("floor", floor), ("exact", exact)]).figure.axes[0]
    assert [line.get_marker() for line in drawn.get_lines()] == [">"]


def test_an_unknown_part_is_hatched():
    """The people whose kind of sentence is not given are drawn hatched."""
    picture = charts.sentence_kinds("convicted_2025_home_khimiya", "convicted_2025_khimiya",
                                    "convicted_2025_imprisonment", "sentence_not_stated_2025", caption="")
    assert [bar.get_hatch() for bar in picture.figure.axes[0].patches] == [None, None, None, "////"]


def test_dots_are_not_joined():
    """A month without a count stays empty: no line runs through a gap."""
    lines = charts.prisoners("political_prisoners", caption="").figure.axes[0].get_lines()
    assert {line.get_linestyle() for line in lines} == {"None"}


def test_a_year_is_not_drawn_among_months():
    """The chart of newly recognised prisoners holds months alone, though the book also prints the year's number."""
    drawn = charts.recognised("recognised_political_prisoners", caption="").numbers
    assert {n.period_start.replace(day=1) for n in drawn} == {n.period_end.replace(day=1) for n in drawn}
    assert "recognised_2025" not in {n.number_id for n in drawn} and len(drawn) > 30


def test_an_unknown_id_is_refused():
    """A chart asked to draw a number that is not there names the nearest."""
    with pytest.raises(UnknownId, match="transfer_2025_06_21"):
        charts.transfers("transfer_2O25_06_21", caption="")


def test_words_off_the_picture_are_refused():
    """Saving stops where a word would be clipped."""
    figure = Figure((2, 2))
    figure.text(0.9, 0.5, "a long label")
    with pytest.raises(style.TextOutOfPlace, match="runs off"):
        style.check_text(figure)


def test_words_over_each_other_are_refused():
    """Saving stops where two words overlap."""
    figure = Figure((4, 2))
    figure.text(0.1, 0.5, "one label")
    figure.text(0.12, 0.5, "another")
    with pytest.raises(style.TextOutOfPlace, match="lie over each other"):
        style.check_text(figure)
