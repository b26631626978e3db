"""Distressing passages: the note and the way round come first, and nothing of the passage reaches a summary."""

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxDirective

NO_CONTACTS = ("This report names no support services here: none was found whose own page we could open and date.")


class Distress(SphinxDirective):
    """A passage that can distress. The argument is the label to go on to instead; `note` says what follows."""

    has_content = True
    required_arguments = 1
    option_spec = {"note": directives.unchanged_required}

    def run(self):
        """Return the note with its way round, the passage, and what stands after it."""
        # The class stands around the link: Sphinx makes the link itself anew, without the classes it had.
        way = nodes.inline("", "", pending_xref(
            "", nodes.inline("", "the next part"), refdomain="std", reftype="ref", reftarget=self.arguments[0],
            refexplicit=True, refwarn=True, refdoc=self.env.docname), classes=["with-page"])
        note = nodes.admonition("", nodes.title("", "Before you read on"), nodes.paragraph(
            "", "", nodes.Text(self.options.get("note", "") + " You can go on to "), way, nodes.Text(" instead.")),
            classes=["content-note"])
        passage = nodes.container(classes=["distress"])
        self.state.nested_parse(self.content, self.content_offset, passage)
        return [note, passage, nodes.paragraph("", NO_CONTACTS, classes=["after-distress"])]
