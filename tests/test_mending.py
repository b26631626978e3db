"""The steps that mend a page's text, each on a small piece of HTML."""

import pytest
from bs4 import BeautifulSoup

from report.book import mending, page


def mended(html: str, step=None) -> BeautifulSoup:
    """Return the piece after one step, or after all."""
    soup = BeautifulSoup(html, "html.parser")
    step(soup) if step else mending.mend(soup, {})
    return soup


TABLE = """<table border="1" style="width:9px"><caption>Convicted</caption>
<thead><tr><th></th><th>n</th><th>When</th></tr><tr><th>year</th><th></th><th></th></tr></thead>
<tbody><tr><td><p>2024</p></td><td>1</td><td>May</td></tr></tbody></table>"""


def test_a_table_has_one_header_row_with_a_scope_on_each_header():
    """The name of an index moves up into the one header row, and each header says what it heads."""
    table = mended(TABLE).table
    assert [(th.get_text(), th["scope"]) for th in table.select("thead th")] == [
        ("year", "col"), ("n", "col"), ("When", "col")]
    assert [(th.get_text(), th["scope"]) for th in table.select("tbody th")] == [("2024", "row")]
    assert not table.attrs


def test_an_empty_corner_is_no_header():
    """A header cell without words becomes a plain cell."""
    soup = mended("<table><thead><tr><th></th><th>n</th></tr></thead></table>")
    assert [cell.name for cell in soup.tr.find_all(["td", "th"])] == ["td", "th"]


def test_wide_tables_scroll_in_a_part_of_their_own_with_a_name():
    """A table of three columns stands in a focusable region named by its caption; one of two columns does not."""
    region = mended(TABLE).find(role="region")
    assert region["aria-label"] == "Convicted" and region["tabindex"] == "0"
    assert mended("<table><tr><th>a</th><th>b</th></tr></table>").find(role="region") is None


def test_regions_have_different_names():
    """Two tables of one name can be told apart in a list of regions."""
    names = [part["aria-label"] for part in mended(TABLE + TABLE).find_all(role="region")]
    assert names == ["Convicted", "Convicted (2)"]


def test_the_table_behind_a_chart_is_named_by_its_figure():
    """A folded table without a caption takes the number of the figure before it."""
    row = "<tr><th>a</th><th>b</th><th>c</th></tr>"
    soup = mended('<figure><figcaption><span class="caption-number">Fig. 3 </span>Words</figcaption></figure>'
                  f"<details><summary>Table</summary><table>{row}</table></details>")
    assert soup.find(role="region")["aria-label"] == "Values of Fig. 3"


def test_only_columns_of_numbers_are_set_to_the_right():
    """A column of numbers, bounds, shares or dashes keeps its place; a column of words goes to the left."""
    cells = ['<td class="text-right">{}</td>' * 3] * 2
    rows = "".join(f"<tr><td>x</td>{row}</tr>" for row in [
        cells[0].format("at least 1,254", "71.7%", "31 December"), cells[1].format("–", "2", "May")])
    head = '<tr><th>a</th><th class="text-right">n</th><th class="text-right">m</th><th class="text-right">w</th></tr>'
    soup = mended(f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>")
    assert ["right" in cell.get("class", []) for cell in soup.tbody.tr.find_all(["th", "td"])] == [
        False, True, True, False]


def test_links_to_other_hosts_say_where_they_lead():
    """The host is added where a link's words leave it out, and no link sends a referrer."""
    soup = mended('<a href="https://www.example.org/a">the law</a><a href="https://example.org">example.org</a>')
    assert [link.get_text() for link in soup.find_all("a")] == ["the law (example.org)", "example.org"]
    assert all(link["rel"] == "noreferrer noopener" for link in soup.find_all("a"))


def test_citations_stand_in_brackets_but_not_where_they_open_a_line():
    """A source cited after words is set in brackets; one that opens its entry in a list is not."""
    soup = mended('<p>Known <span class="source"><a>Viasna</a></span>.</p>'
                  '<p><a href="#a"><span class="source">Viasna</span></a>: <span class="title">Bulletin</span></p>')
    assert [p.get_text() for p in soup.find_all("p")] == ["Known (Viasna).", "Viasna: Bulletin"]


def test_a_link_around_a_number_says_so():
    """A link that holds only a number has a class for it; a link with other words keeps its own."""
    soup = mended('<p><a class="reference" href="#a"><span class="number">5</span></a>'
                  '<a class="reference" href="#b">all <span class="number">6</span></a></p>')
    assert [link["class"] for link in soup.find_all("a")] == [["number-link"], ["reference"]]


def test_code_folds_have_one_summary_in_words():
    """The two titles and the hiding label of a fold of code become one plain summary."""
    summary = mended('<details class="admonition hide"><summary aria-label="Toggle"><p>Show</p><p>Hide</p></summary>'
                     "<pre><span></span><span>a</span> = 1</pre></details>")
    assert summary.summary.get_text() == mending.CODE and not summary.summary.attrs
    assert str(summary.pre) == '<pre tabindex="0">a = 1</pre>'


@pytest.mark.parametrize("piece", [
    "<p style='color:red'>a</p>", "<p onclick='x()'>a</p>", "<p>a</p><script>x()</script>",
    "<style>p{}</style><p>a</p>", "<script src='x.js'></script><p>a</p>"])
def test_nothing_inline_is_left(piece):
    """Styles, scripts and handlers in a page are taken away and its words are kept."""
    assert str(mended(piece)) == "<p>a</p>"


@pytest.mark.parametrize("words, big, floor", [("at least 1,254", "1,254", True), ("about 12", "12", False),
                                               ("71.7%", "71.7%", False), ("none known", "none known", False)])
def test_key_figures_set_the_bound_apart(words, big, floor):
    """In the panel of key figures the bound is a part of its own, no word is lost, and floors are marked."""
    soup = mended(f'<ul class="key-figures"><li><p><span class="number">{words}</span>: people</p></li></ul>')
    number = soup.select_one(".number")
    assert number.get_text() == words and soup.p.get_text() == f"{words} people"
    assert number.get_text().removeprefix(number.select_one(".bound").get_text() if number.select_one(".bound") else ""
                                          ).strip() == big
    assert ("floor" in soup.li.get("class", [])) is floor


def test_key_figures_are_read_as_a_sentence_before_the_mark_of_a_disagreement():
    """In the panel of key figures the mark that sources differ comes after the sentence, not inside it."""
    soup = mended('<ul class="key-figures"><li><p><a href="#a"><span class="number">at least 5</span></a>&nbsp;'
                  '<a href="#b"><span class="conflict">[sources differ]</span></a> people</p></li></ul>')
    assert soup.p.get_text() == "at least 5 people[sources differ]"


def test_pictures_are_shown_at_half_their_size_or_less():
    """A picture drawn at twice its size is shown at half; a larger one is shown 640 pixels wide."""
    assert mending.shown_size(1000, 400) == (500, 200)
    assert mending.shown_size(2560, 1280) == (640, 320)


def test_a_description_is_the_first_running_text_and_never_a_distressing_passage():
    """Notices, figures and distressing passages are passed over, and citations are left out."""
    soup = BeautifulSoup('<div class="notice"><p>Notice.</p></div><div class="distress"><p>Beaten.</p></div>'
                         '<p>Viasna knows of 5 <span class="source">(Viasna, 2026)</span>. More.</p>', "html.parser")
    assert page.description(soup) == "Viasna knows of 5. More."


def test_a_description_ends_with_a_sentence_or_a_word():
    """Too long a text is cut after its last whole sentence that fits, or else between two words."""
    first = "A sentence of a good length that can stand by itself."
    assert page.shorten(f"{first} {'word ' * 40}") == first
    cut = page.shorten("word " * 60)
    assert len(cut) <= 160 and cut.endswith("word…")


def test_the_contents_name_their_parts_and_mark_the_open_page():
    """Captions lose their role, name the list below them, and the current page is marked for every reader."""
    html = page.contents('<p class="caption" role="heading"><span>The year</span></p><ul class="current">'
                         '<li class="current"><a class="current reference" href="#">1. One</a></li></ul>')
    assert html == '<p>The year</p><ul aria-label="The year"><li><a aria-current="page" href="#">1. One</a></li></ul>'
