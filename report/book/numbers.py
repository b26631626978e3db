"""The role that prints a number, and the Sphinx domain that remembers who printed what and what went wrong.

{num}`convicted_2025` prints "at least 1,254" and leads to the number's card; {num:bare}`convicted_2025` prints
"1,254", for a sentence that carries the bound itself; {num:cell}`convicted_2025` prints it in a table, without a link.
{num}`convicted_YEAR` is the number of the edition's year, and {num}`convicted_LAST` that of the year before.
"""

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.domains import Domain
from sphinx.util.docutils import SphinxRole
from sphinx.util.nodes import make_refnode

from report import cards, wording
from report.dataset import ADD_ROW, Number, UnknownId, dataset
from report.derived import first_row, resolve
from report.faults import Fault

CARDS, REGISTER, SOURCES = "chapters/numbers-{}", "chapters/discrepancies", "chapters/sources"


class NumberRole(SphinxRole):
    """Print a number of the dataset, or a derived one, by its id."""

    def __init__(self, bare: bool = False, linked: bool = True):
        self.bare, self.linked = bare, linked

    def run(self):
        """Return a node of class "number" that knows its id, and a mark where sources differ."""
        domain, data, number = self.env.get_domain("num"), dataset(), asked(self)
        if number is None:
            return [traced(self.text, "number")], []
        domain.note_use(self.env.docname, number.number_id, "printed" if self.linked else "tabled")
        text = wording.bare(number) if self.bare else wording.printed(number, data.counters)
        node = traced(text, "number", number_id=number.number_id, asked=self.text, bare=self.bare, tabled=not self.linked)
        node = link("card", number.number_id, node) if self.linked else node
        return [node, *self.mark(domain, data, number)], []

    def mark(self, domain, data, number):
        """Return the mark of a number in conflict: in every cell, and where a page prints it for the first time."""
        # That two numbers count different things is no conflict: the register says so, without a mark in the text.
        entries = [i for i in data.conflicts.get(number.number_id, []) if data.discrepancies[i].kind != "definition"]
        if not entries or (self.linked and not domain.first_mark(self.env.docname, number.number_id)):
            return []
        return [nodes.Text("\N{NO-BREAK SPACE}"),
                link("discrepancy", entries[0], traced("[sources differ]", "conflict"))]


def traced(text: str, *classes: str, **attributes) -> nodes.inline:
    """Return words that the build makes from rows. The checks take them as traced; no markup of a chapter can say so."""
    return nodes.inline("", text, classes=list(classes), traced=True, **attributes)


def link(kind: str, target: str, content: nodes.Node) -> pending_xref:
    """Return a link to the card of a number, the card of a series, a disagreement or a source; made when all is read."""
    return pending_xref("", content, refdomain="num", reftype=kind, reftarget=target, refexplicit=True, refwarn=False)


class WhenRole(SphinxRole):
    """Print when a number holds, for the middle of a sentence: {num:when}`convicted_YEAR` prints "in 2025"."""

    def run(self):
        """Return the words, which read as if they were typed."""
        number = asked(self)
        return [nodes.Text(cards.when(number) if number else self.text)], []


def asked(role: SphinxRole) -> Number | None:
    """Return the number that a role asks for by its id; note a fault of its document where there is none."""
    try:
        return resolve(dataset(), role.text)
    except UnknownId as err:
        role.env.get_domain("num").note_fault(role.env.docname, role.get_source_info(), str(err), ADD_ROW)


class SeriesRole(SphinxRole):
    """Lead from the caption of a chart or table to the cards of a series."""

    def run(self):
        """Return the link."""
        return [link("series", self.text, traced("Values and sources", "series-link"))], []


class NumberDomain(Domain):
    """Numbers used and faults found, by document. They live in the environment, so a page that is not read again
    keeps its faults until it is mended."""

    name = "num"
    label = "Numbers"
    data_version = 2
    roles = {"bare": NumberRole(bare=True), "cell": NumberRole(linked=False), "when": WhenRole(), "series": SeriesRole()}
    initial_data = {"uses": {}, "sources": {}, "faults": {}, "claims": {}, "marked": {}, "inputs": {}}

    def note_use(self, docname: str, number_id: str, how: str):
        """Remember that a document shows a number: "printed" in its text, "tabled" or "drawn"."""
        hows = self.data["uses"].setdefault(docname, {}).setdefault(number_id, [])
        if how not in hows:
            hows.append(how)

    def note_source(self, docname: str, source_id: str):
        """Remember that a document cites a source."""
        self.data["sources"].setdefault(docname, {})[source_id] = True

    def note_claim(self, docname: str, kind: str, sentence: str):
        """Remember a sentence that ranks or claims a trend, with its class."""
        self.data["claims"].setdefault(docname, []).append((kind, sentence))

    def first_mark(self, docname: str, number_id: str) -> bool:
        """Tell whether a document has not marked this number before; remember that it has now."""
        marked = self.data["marked"].setdefault(docname, [])
        if number_id in marked:
            return False
        marked.append(number_id)
        return True

    def note_fault(self, docname: str, place: tuple[str, int], problem: str, remedy: str):
        """Remember a fault of a document; `place` is the file and the line."""
        file, line = place
        path = self.env.doc2path(docname, base=False) if file.startswith(str(self.env.srcdir)) else file
        self.data["faults"].setdefault(docname, []).append(Fault(f"{path}, line {line}", problem, remedy))

    def all_faults(self) -> list[Fault]:
        """Return the faults of all documents."""
        return [fault for faults in self.data["faults"].values() for fault in faults]

    def used_in(self) -> dict[str, dict[str, list[str]]]:
        """Return for each number the documents that show it, and how."""
        table = {}
        for docname in sorted(self.data["uses"]):
            for number_id, hows in self.data["uses"][docname].items():
                table.setdefault(number_id, {})[docname] = hows
        return table

    def resolve_xref(self, env, fromdocname, builder, typ, target, node, contnode):
        """Make the link. A book without the page that it leads to, such as a toy book, shows the words alone."""
        docname, anchor = (target, "") if typ == "page" else place_of(typ, target)
        if docname not in env.found_docs:
            return contnode
        return make_refnode(builder, fromdocname, docname, anchor, contnode)

    def clear_doc(self, docname: str):
        """Forget a document that is read again or gone."""
        for name in self.initial_data:
            self.data[name].pop(docname, None)

    def merge_domaindata(self, docnames: list[str], otherdata: dict):
        """Take over what another process read."""
        for name in self.initial_data:
            self.data[name].update({d: v for d, v in otherdata[name].items() if d in docnames})


def place_of(kind: str, target: str) -> tuple[str, str]:
    """Return the document and the anchor of a card ("card", "series"), a disagreement or a source."""
    data = dataset()
    if kind == "card":
        return CARDS.format(chapter_of(resolve(data, target))), target
    if kind == "series":
        return CARDS.format(data.indicators[target].chapter), f"series-{target}"
    return (REGISTER, target) if kind == "discrepancy" else (SOURCES, f"source-{target}")


def chapter_of(number) -> str:
    """Return the theme chapter of a number; that of its first ingredient where it is derived."""
    data = dataset()
    return data.indicators[first_row(data, number).indicator].chapter
