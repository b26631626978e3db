"""The role that prints a number, and the Sphinx domain that remembers who printed what and what went wrong.

{num}`convicted_2025` prints "at least 1,254"; {num:bare}`convicted_2025` prints "1,254", for a sentence that carries
the bound itself.
"""

from docutils import nodes
from sphinx.domains import Domain
from sphinx.util.docutils import SphinxRole

from report import wording
from report.dataset import UnknownId, dataset
from report.derived import resolve
from report.faults import Fault


class NumberRole(SphinxRole):
    """Print a number of the dataset, or a derived one, by its id."""

    def __init__(self, bare: bool = False):
        self.bare = bare

    def run(self):
        """Return one inline node of class "number" that knows the id; note a fault where the id is unknown."""
        domain, data = self.env.get_domain("num"), dataset()
        try:
            number = resolve(data, self.text)
        except UnknownId as err:
            domain.note_fault(self.env.docname, self.get_source_info(), str(err),
                              "Correct the id, or add a row to data/numbers.csv.")
            return [nodes.inline(self.rawtext, self.text)], []
        domain.note_use(self.env.docname, number.number_id)
        text = wording.bare(number) if self.bare else wording.printed(number, data.counters)
        return [nodes.inline(self.rawtext, text, classes=["number"], number_id=number.number_id)], []


class NumberDomain(Domain):
    """Numbers used and faults found, by document. They live in the environment, so a page that is not read again
    keeps its faults until it is mended."""

    name = "num"
    label = "Numbers"
    roles = {"bare": NumberRole(bare=True)}
    initial_data = {"uses": {}, "sources": {}, "faults": {}}

    def note_use(self, docname: str, number_id: str):
        """Remember that a document shows a number."""
        self.data["uses"].setdefault(docname, {})[number_id] = True

    def note_source(self, docname: str, source_id: str):
        """Remember that a document cites a source."""
        self.data["sources"].setdefault(docname, {})[source_id] = True

    def note_fault(self, docname: str, place: tuple[str, int], problem: str, remedy: str):
        """Remember a fault of a document; `place` is the file and the line."""
        file, line = place
        path = self.env.doc2path(docname, base=False) if file.startswith(str(self.env.srcdir)) else file
        self.data["faults"].setdefault(docname, []).append(Fault(f"{path}, line {line}", problem, remedy))

    def all_faults(self) -> list[Fault]:
        """Return the faults of all documents."""
        return [fault for faults in self.data["faults"].values() for fault in faults]

    def clear_doc(self, docname: str):
        """Forget a document that is read again or gone."""
        for table in self.data.values():
            if isinstance(table, dict):
                table.pop(docname, None)

    def merge_domaindata(self, docnames: list[str], otherdata: dict):
        """Take over what another process read."""
        for name in self.initial_data:
            self.data[name].update({d: v for d, v in otherdata[name].items() if d in docnames})
