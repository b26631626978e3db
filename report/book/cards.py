"""The pages "Every number": a card for each number printed in the text, and a table for each series."""

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from report import cards
from report.book.numbers import chapter_of, link, traced
from report.book.sources import address_of, link_to_entry
from report.dataset import dataset
from report.derived import resolve
from report.wording import period, printed


ONLY_IN_TABLES = "Shown in charts and tables only. The site lists the values with their sources."
# Fields that print leaves out: the sentence above them, the chapter or the list of sources says the same.
PAGES_ONLY = ("Unit", "When", "Counted by", "Address", "Who is missing")


class number_cards(nodes.General, nodes.Element):
    """The place of the cards of one theme, filled in when all pages are read."""


class NumberCards(SphinxDirective):
    """Show the cards of all numbers of a theme chapter that the book shows anywhere."""

    required_arguments = 1

    def run(self):
        """Return the place of the cards."""
        return [number_cards(chapter=self.arguments[0])]


class FillInCards(SphinxPostTransform):
    """Put the cards in their place before links are made."""

    default_priority = 5

    def run(self):
        """Replace every place of cards by a section for each series."""
        for place in list(self.document.findall(number_cards)):
            place.replace_self(sections(self.env, place["chapter"]))


def sections(env, chapter: str) -> list[nodes.section]:
    """Return a section for each series of a theme: its cards, then the table of its other values."""
    data, used = dataset(), env.get_domain("num").used_in()
    series = {}
    for number in sorted((resolve(data, i) for i in used), key=_in_time):
        if chapter_of(number) == chapter:
            series.setdefault("" if number.formula else number.indicator, []).append(number)
    return [_series(env, data, used, name, series[name]) for name in sorted(series, key=lambda name: (not name, name))]


def _in_time(number):
    return str(number.period_end or ""), number.number_id


def _series(env, data, used, name, numbers):
    title = data.indicators[name].counts.removeprefix("number of ") if name else "computed from the numbers above"
    section = nodes.section("", nodes.title("", title[0].upper() + title[1:]),
                            ids=[f"series-{name}" if name else "computed"])
    on_cards = [n for n in numbers if any("printed" in hows for hows in used[n.number_id].values())]
    others = [n for n in numbers if n not in on_cards]
    section += [_card(env, data, used, number) for number in on_cards]
    if others:
        title = section.next_node(nodes.title).astext()
        section += _pages(_table(data, f"{title}: other values shown in the book", others))
        section += _paper(*_in_place_of(others, on_cards))
    return section


def _pages(*children):
    return addnodes.only("", *children, expr="html")


def _paper(*children):
    return addnodes.only("", *children, expr="typst")


def _in_place_of(others, on_cards):
    """Return what print has in place of a table: the anchors of its rows, and where no card stands, a word on it."""
    anchors = [nodes.target("", "", ids=[number.number_id]) for number in others]
    return anchors if on_cards else [*anchors, nodes.paragraph("", ONLY_IN_TABLES)]


def _card(env, data, used, number):
    card = nodes.section("", nodes.title("", "", _plain(data, number), nodes.Text(", " + period(number))),
                         ids=[number.number_id], classes=["card"])
    card += nodes.paragraph("", cards.quote(data, number), classes=["quote-this"])
    card += nodes.definition_list("", *[
        _pages(_field(name, content)) if name in PAGES_ONLY else _field(name, content)
        for name, content in _fields(env, data, used, number) if content])
    return card


def _field(name, content):
    return nodes.definition_list_item("", nodes.term("", name),
                                      nodes.definition("", nodes.paragraph("", "", *content)))


def _plain(data, number):
    return traced(printed(number, data.counters), "number", number_id=number.number_id, tabled=True, bare=False)


def _fields(env, data, used, number):
    """Yield name and content of each line of a card."""
    text = lambda words: [nodes.Text(words)]
    yield "Unit", text(number.unit)
    yield "Firmness", text(cards.bound(data, number))
    yield "Counts", text(f"the {cards.counts(data, number)}, {number.place}" if not number.formula
                         else cards.counts(data, number))
    yield "When", text(period(number))
    yield "Counted by", text(data.counters[number.counted_by].full_name)
    if number.formula:
        yield "Computed as", [traced(number.formula, "formula")]
        yield "From", _joined([link("card", i, nodes.inline("", _name(data, i))) for i in number.ingredients])
    else:
        source = data.sources[number.source_id]
        yield "Read in", [link_to_entry(source), nodes.Text(": "), traced(source.title, "title"), nodes.Text("; "),
                          traced(number.locator, "locator"), nodes.Text("; " + cards.read_as(data, number))]
        yield "Address", address_of(source)
    yield "Sources differ", _joined([link("discrepancy", i, nodes.inline("", data.discrepancies[i].title))
                                     for i in data.conflicts.get(number.number_id, [])])
    yield "Who is missing", text(data.counters[number.counted_by].who_is_missing)
    yield "Used in", _joined([_page(env, docname) for docname in used[number.number_id]])
    # The name is the card's anchor too: its link is what a citation of the number leads to.
    yield "Name in the data", [link("card", number.number_id, nodes.literal("", number.number_id))]


def _name(data, number_id):
    number = resolve(data, number_id)
    return f"{printed(number, data.counters)} ({cards.counts(data, number)})"


def _page(env, docname):
    title = env.titles[docname].astext() if docname in env.titles else docname
    return link("page", docname, nodes.inline("", title))


def _joined(links):
    return [node for index, one in enumerate(links) for node in ([nodes.Text("; ")] if index else []) + [one]]


def _table(data, caption, numbers):
    """Return a table of values, each row with the number's id as its anchor."""
    header = ("What", "Number", "When", "Counted by", "Read in")
    rows = [[nodes.inline("", cards.counts(data, n) if n.parts or n.formula or n.counterpart else "Total",
                          ids=[n.number_id]), _plain(data, n), nodes.Text(period(n)), nodes.Text(n.counted_by),
             link_to_entry(data.sources[n.source_id]) if not n.formula else nodes.Text(n.formula)] for n in numbers]
    return table_of(caption, header, rows, classes=["series"], ids=[f"table-{numbers[0].number_id}"])


def table_of(caption, header, rows, **attributes) -> nodes.table:
    """Return a table of words in its header and of nodes in its rows."""
    group = nodes.tgroup("", *[nodes.colspec(colwidth=1) for _ in header],
                         nodes.thead("", _row([nodes.Text(h) for h in header])),
                         nodes.tbody("", *map(_row, rows)), cols=len(header))
    return nodes.table("", nodes.title("", caption), group, **attributes)


def _row(cells):
    return nodes.row("", *[nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells])
