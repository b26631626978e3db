"""The pages of what changed: from the last edition to this one, and within this one by corrections."""

from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from report import tables
from report.book.cards import table_of
from report.book.machine import machine_numbers
from report.book.numbers import link, traced
from report.changes import BESIDE, KINDS, Change, as_csv, compare, two_years
from report.cards import counts
from report.dataset import dataset
from report.published import earlier, editions, is_current, record
from report.wording import day, printed

FIRST = "This is the first edition."
GREW = ("Counts of past years are also changed after they were published, as earlier cases become known. "
        "That is no trend.")
FILE = "data/changes.csv"


def last_edition() -> dict | None:
    """Return what is kept of the last edition; None where this is the first."""
    return earlier(dataset().edition.year, editions())


class what_changed(nodes.General, nodes.Element):
    """The place of the lists of what changed, filled in when all pages are read."""


class WhatChanged(SphinxDirective):
    """List what changed since the last edition. Its content is printed in the first edition only, where two years of
    the same series follow it."""

    has_content = True

    def run(self):
        """Return the place of the lists; in the first edition its content and the years side by side."""
        if last_edition():
            return [what_changed()]
        shown = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, shown)
        for text in years_side_by_side():
            self.state.nested_parse(text.splitlines(), self.content_offset, shown)
        return [nodes.paragraph("", FIRST), *shown.children]


def years_side_by_side() -> list[tables.Markdown]:
    """Return a table of the flows and one of the stocks, each number with its bound, and nothing computed from them."""
    year, pairs = dataset().edition.year, two_years(dataset())
    stocks = [pair for pair in pairs if pair[1].period_start == pair[1].period_end]
    flows = [pair for pair in pairs if pair not in stocks]
    return [tables.table(caption, ["What, and who counted", str(year - 1), str(year)],
                         [[_what(now), tables.cell(before), tables.cell(now)] for before, now in rows], name)
            for caption, name, rows in (("Over the whole year", "years-flows", flows),
                                        ("On the last day of the year", "years-stocks", stocks)) if rows]


def _what(number):
    words = counts(dataset(), number).removeprefix("number of ")
    return f"{words[0].upper()}{words[1:]} – {number.counted_by}"


class FillInChanges(SphinxPostTransform):
    """Put the lists of what changed in their place before links are made."""

    default_priority = 5

    def run(self):
        """Replace the place by a table for each kind of change."""
        for place in list(self.document.findall(what_changed)):
            last, found = last_edition(), changes(self.env)
            place.replace_self([node for kind, title in KINDS.items() for node in _listed(
                last["edition"]["version"], title, [change for change in found if change.kind == kind])])


def changes(env) -> list[Change]:
    """Return what changed since the last edition; in the first one two years of the same series side by side."""
    data = dataset()
    if last := last_edition():
        return compare(last, machine_numbers(env), data.corrections.values())
    return [Change(BESIDE, counts(data, now), before.number_id, printed(before, data.counters), now.number_id,
                   printed(now, data.counters)) for before, now in two_years(data)]


def _listed(version, title, found):
    """Return a section with the table of one kind of change, or nothing where there was none."""
    if not found:
        return []
    note = [nodes.paragraph("", GREW)] if found[0].kind == "grew" else []
    rows = [[nodes.Text(change.counts), traced(change.before or "–", "number"), _now(change),
             nodes.Text(change.reason)] for change in found]
    table = table_of(title, ("What", f"Edition {version}", "This edition", "Reason"), rows)
    return [nodes.section("", nodes.title("", title), *note, table, ids=[found[0].kind])]


def _now(change):
    shown = traced(change.now or "–", "number")
    return link("card", change.number_now, shown) if change.number_now else shown


class CorrectionList(SphinxDirective):
    """List every correction of a published number, the last one first."""

    def run(self):
        """Return the table, or the words that there is none."""
        found = sorted(dataset().corrections.values(), key=lambda c: c.date, reverse=True)
        if not found:
            return [nodes.paragraph("", "None." if last_edition() else f"None. {FIRST}")]
        header = ("What", "Old value", "New value", "Day", "Reason")
        return [table_of("Corrected numbers", header, [self._row(correction) for correction in found])]

    def _row(self, correction):
        """Return the cells of a correction; what the book still gives leads to its card."""
        now, new = record(dataset(), correction.number_id), traced(correction.new or "no longer given", "number")
        old = traced(f"{correction.old} (edition {correction.edition})", "number")
        what = [nodes.Text(f"{now['counts']}: ")] if now else []
        if now and is_current(correction, now):
            self.env.get_domain("num").note_use(self.env.docname, correction.number_id, "tabled")
            new = link("card", correction.number_id, new)
        return [nodes.inline("", "", *what, nodes.literal("", correction.number_id)), old, new,
                nodes.Text(day(correction.date)), nodes.Text(correction.reason)]


def write_changes(app, exception):
    """Write the changes as a CSV file into the folder of the data, with the mark by which Excel knows its letters."""
    if exception is None and app.builder.format == "html":
        path = Path(app.outdir) / FILE
        path.parent.mkdir(exist_ok=True)
        path.write_text(as_csv(changes(app.env)), encoding="utf-8-sig", newline="\n")
