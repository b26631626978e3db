"""The part of the writer for what stands in a line: words, emphasis, links, footnotes."""

from urllib.parse import urlsplit

from docutils import nodes

from typstbook.faults import fault
from typstbook.markup import call, pieces, string, words


class Inline:
    """Methods for inline nodes. The rest of the writer gives `children`, `anchors` and `_language`."""

    def do_Text(self, node):
        return words(node.astext())

    def do_inline(self, node):
        return self.anchors(node) + self._language(node, self.children(node))

    do_abbreviation = do_acronym = do_generated = do_download_reference = do_inline

    def do_emphasis(self, node):
        return self.anchors(node) + call("emph", self._language(node, self.children(node)))

    do_title_reference = do_literal_emphasis = do_emphasis

    def do_strong(self, node):
        return self.anchors(node) + call("strong", self._language(node, self.children(node)))

    do_literal_strong = do_strong

    def do_subscript(self, node):
        return call("sub", self.children(node))

    def do_superscript(self, node):
        return call("super", self.children(node))

    def do_literal(self, node):
        return self.anchors(node) + "#nick;".join(f"#raw({string(part)})" for part in pieces(node.astext()))

    # Links

    def do_reference(self, node):
        kind, where = self.links.target(node, self.chapter.docname)
        if kind == "address":
            return self.anchors(node) + self._outward(node, where)
        text = self.children(node)
        return self.anchors(node) + (call("inward", text, to=string(where)) if kind == "label" else text)

    do_number_reference = do_reference

    def _outward(self, node, address):
        """Return the link with its address, or the host of it, for readers of paper, where its words do not say it."""
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
        shown = address.removeprefix("mailto:") if parts.scheme == "mailto" or not host else host
        full = self.links.options.get("addresses") == "full"
        if full and node.astext() == host:
            return call("outward", words(address), to=string(address))
        link, shown = call("outward", self.children(node), to=string(address)), address if full else shown
        said = shown in node.astext() or any(True for _ in node.findall(nodes.image))
        return link if said else link + call("address", words(shown))

    # Footnotes: written where they are first called, by the compiler put at the foot of the page

    def begin_footnotes(self, tree):
        """Take note of the footnotes of a chapter."""
        notes = [*tree.findall(nodes.footnote), *tree.findall(nodes.citation)]
        self.footnotes = {node_id: note for note in notes for node_id in note["ids"]}
        self._called = {}

    def end_footnotes(self):
        """Raise where a footnote was never called: it would be lost."""
        for node_id, note in self.footnotes.items():
            if isinstance(note, nodes.footnote) and node_id not in self._called:
                raise fault(note, self.env, f"the footnote '{note.astext()[:40]}' is never called.")

    def do_footnote_reference(self, node):
        note = self.footnotes.get(node.get("refid"))
        if note is None:
            raise fault(node, self.env, f"there is no footnote for the call '{node.astext()}'.")
        label = self.links.label(self.chapter.docname, f"footnote-{node['refid']}")
        if node["refid"] in self._called:
            return f"#footnote(label({string(label)}))"
        self._called[node["refid"]] = True
        inner = "\n\n".join(self.node(child) for child in note.children if not isinstance(child, nodes.label))
        return self.anchors(node) + call("foot", self.anchors(note) + inner) + f"#label({string(label)})"

    def do_citation(self, node):
        label = next(iter(node.findall(nodes.label))).astext()
        rest = "\n\n".join(self.node(child) for child in node.children if not isinstance(child, nodes.label))
        return call("entry", words(label), self.anchors(node) + rest)
