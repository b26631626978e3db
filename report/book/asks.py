"""What the sources ask, and of whom: attributed, with the place, and nothing of our own."""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from report.book.sources import link_to_entry
from report.dataset import dataset


class AskList(SphinxDirective):
    """List every ask of data/asks.csv."""

    def run(self):
        """Return the list; note each source as cited."""
        data = dataset()
        for ask in data.asks.values():
            self.env.get_domain("num").note_source(self.env.docname, ask.source_id)
        return [nodes.bullet_list("", *[
            nodes.list_item("", nodes.paragraph(
                "", "", nodes.strong("", ask.addressee), nodes.Text(f": {ask.ask}. Asked by: {ask.asked_by}, "),
                link_to_entry(data.sources[ask.source_id]), nodes.Text(".")))
            for ask in data.asks.values()], bullet="*")]
