"""Withdrawn passages: a notice in the place of the words, and a log that something was withdrawn, not what.

Nobody learns here who asked, or why: the notice of every withdrawal is the same.
"""

from pathlib import Path

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxDirective

from report.book import paragraphs
from report.book.numbers import traced
from report.dataset import Dataset, dataset
from report.faults import Fault
from report.wording import day


class Withdrawn(SphinxDirective):
    """Stand in the place of a withdrawn paragraph; the argument is its number, where it had one."""

    has_content = True  # so that words left in it are refused and not printed
    optional_arguments = 1

    def run(self):
        """Return the notice; note a fault where words are left, or the log has no row."""
        domain, place = self.env.get_domain("num"), self.get_source_info()
        number = "".join(self.arguments)
        passage = "/".join([self.env.docname.rpartition("/")[2], *self.arguments])
        if self.content:
            domain.note_fault(self.env.docname, place, "A withdrawn passage still holds words.", "Delete them.")
        row = dataset().withdrawals.get(passage)
        if not row:
            domain.note_fault(self.env.docname, place, f"No withdrawal of {passage} is logged.",
                              f"Add a row to data/withdrawals.csv: {passage},DAY")
        notice = nodes.paragraph("", f"A passage was withdrawn on {day(row.date) if row else 'a day not logged'}.",
                                 classes=["withdrawn"], withdrawn=number)
        self.set_source_info(notice)
        return [notice]


class WithdrawalList(SphinxDirective):
    """List that passages were withdrawn: where and when."""

    def run(self):
        """Return the list, or the word that there is none."""
        found = sorted(dataset().withdrawals.values(), key=lambda row: row.date, reverse=True)
        if not found:
            return [nodes.paragraph("", "None.")]
        return [nodes.bullet_list("", *[nodes.list_item("", self._entry(row)) for row in found], bullet="*")]

    def _entry(self, row):
        page, _, number = row.passage.partition("/")
        docname = "index" if page == "index" else f"chapters/{page}"
        title = pending_xref("", nodes.inline("", page), refdomain="std", reftype="doc", reftarget=f"/{docname}",
                             refexplicit=False, refwarn=True, refdoc=self.env.docname)
        about = traced(f", paragraph {number}" if number else "", "passage")
        return nodes.paragraph("", "", title, about, nodes.Text(f": a passage was withdrawn on {day(row.date)}."))


def check_paragraphs(app, doctree):
    """Note a fault where the notice of a withdrawal and the number of its paragraph, or text and log, disagree."""
    domain, docname = app.env.get_domain("num"), app.env.docname
    for node in doctree.findall(nodes.paragraph):
        number, withdrawn = node.get("para"), node.get("withdrawn")
        passage, place = f"{docname.rpartition('/')[2]}/{number}", (node.source or "", node.line)
        if number and withdrawn is not None and withdrawn != number:
            domain.note_fault(docname, place, f"The notice stands in the place of paragraph {number}.",
                              f"Write {number} beside withdrawn, and one notice for each paragraph.")
        elif number and withdrawn is None and passage in dataset().withdrawals:
            domain.note_fault(docname, place, f"Paragraph {number} is logged as withdrawn and still stands here.",
                              "Put the notice in its place: see docs/withdraw-a-passage.md.")


def faults_of_withdrawals(data: Dataset, file: Path = paragraphs.RELEASED) -> list[Fault]:
    """Return a fault for each digest of a withdrawn paragraph that is kept: it could confirm what the words were."""
    return [Fault(f"data/{file.name}, line {_line(file, digest)}",
                  f"The digest of paragraph {number} of {page} is kept, and the paragraph was withdrawn.",
                  f'Write "{paragraphs.WITHDRAWN}{number}" in its place.')
            for page, pairs in paragraphs.released(file).items() for number, digest in pairs
            if f"{page}/{number}" in data.withdrawals
            and digest not in (paragraphs.GONE, paragraphs.WITHDRAWN + number)]


def _line(file, digest):
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(place for place, text in enumerate(lines, 1) if f'"{digest}"' in text)
