"""Stands for the extensions of a project: nodes of its own, and numbers on its paragraphs."""

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx import addnodes
from sphinx.util.docutils import SphinxRole


class folded(nodes.General, nodes.Element):
    """A node that print leaves out."""


class framed(nodes.General, nodes.Element):
    """A node that print knows."""


class strange(nodes.General, nodes.Element):
    """A node that print does not know."""


def directive(node_class):
    """Return a directive that puts its content into a node."""
    class Wrapped(Directive):
        has_content = True

        def run(self):
            node = node_class()
            node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
            self.state.nested_parse(self.content, self.content_offset, node)
            return [node]
    return Wrapped


class KeptToPages(Directive):
    """Two definitions, the second for pages only."""

    def run(self):
        items = [nodes.definition_list_item("", nodes.term("", name), nodes.definition("", nodes.paragraph("", name)))
                 for name in ("printed", "unprinted")]
        return [nodes.definition_list("", items[0], addnodes.only("", items[1], expr="html"))]


class PageRole(SphinxRole):
    """A link made while reading, with the address that the builder of the pages gives."""

    def run(self):
        uri = self.env.app.builder.get_relative_uri(self.env.docname, "chapters/blocks") + "#fig-bar"
        return [nodes.reference("", self.text, internal=True, refuri=uri)], []


def skip(writer, node):
    """Leave the node out of print."""
    raise nodes.SkipNode


def number(app, doctree):
    """Number the paragraphs below the first level of the sections."""
    found = [p for p in doctree.findall(nodes.paragraph) if isinstance(p.parent, nodes.section)]
    for place, paragraph in enumerate(found, 1):
        paragraph["para"] = f"{100 + place}a"


def nothing(self, node):
    """Write nothing into the page."""


def setup(app):
    """Register the nodes."""
    app.add_node(folded, html=(nothing, nothing), typst=(skip, None))
    app.add_node(framed, html=(nothing, nothing), typst=(lambda w, n: "#block(stroke: 1pt)[", lambda w, n: "]"))
    app.add_node(strange, html=(nothing, nothing))
    app.add_role("bar-page", PageRole())
    app.add_directive("kept-to-pages", KeptToPages)
    for node_class in (folded, framed, strange):
        app.add_directive(node_class.__name__, directive(node_class))
    app.connect("doctree-read", number)
