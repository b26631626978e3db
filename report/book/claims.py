"""Sentences that rank or claim a trend: the class an editor writes beside them, and the page that lists them."""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole

from report.book.numbers import link, traced
from report.superlatives import CLASSES


class claim(nodes.Inline, nodes.Element):
    """The class of a claim. It prints nothing."""


class ClaimRole(SphinxRole):
    """Say how the claim of a sentence is known: {claim}`implied`, {claim}`source` or {claim}`contradicted`."""

    def run(self):
        """Return a node that prints nothing; note a fault where the class is unknown."""
        if self.text not in CLASSES:
            self.env.get_domain("num").note_fault(
                self.env.docname, self.get_source_info(), f"'{self.text}' is not a class of claim.",
                f"Use one of: {', '.join(CLASSES)}.")
        return [claim(kind=self.text)], []


def close_up(app, doctree):
    """Take out the blank before a claim's class: the class prints nothing, and the blank would stand before a stop."""
    for node in doctree.findall(claim):
        place = node.parent.index(node)
        before = node.parent[place - 1] if place else None
        if isinstance(before, nodes.Text) and before.endswith((" ", "\n")):
            node.parent[place - 1] = nodes.Text(before.rstrip())


class claim_list(nodes.General, nodes.Element):
    """The place of the list of claims, filled in when all pages are read."""


class ClaimList(SphinxDirective):
    """List every sentence of the book that ranks or claims a trend, by class."""

    def run(self):
        """Return the place of the list."""
        return [claim_list()]


class FillInClaims(SphinxPostTransform):
    """Put the list of claims in its place before links are made."""

    default_priority = 5

    def run(self):
        """Replace the place by a list for each class."""
        for place in list(self.document.findall(claim_list)):
            found = self.env.get_domain("num").data["claims"]
            place.replace_self([node for kind, title in CLASSES.items()
                                for node in self._list(kind, title, sorted(found.items()))])

    def _list(self, kind, title, found):
        items = [nodes.list_item("", nodes.paragraph("", "", traced(sentence, "printed-elsewhere"),
                                                     nodes.Text(" "), link("page", docname, nodes.inline("", name))))
                 for docname, claims in found for one, sentence in claims if one == kind
                 for name in [self.env.titles[docname].astext()]]
        heading = nodes.paragraph("", "", nodes.strong("", title[0].upper() + title[1:]))
        return [heading, nodes.bullet_list("", *items, bullet="*")] if items else []


def skip(self, node):
    """Print nothing."""
    raise nodes.SkipNode
