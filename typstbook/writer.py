"""From doctree to Typst markup: one method for each kind of node, named after it. What is not here stops the build."""

from fnmatch import fnmatch

from docutils import nodes

from typstbook.displays import Displays
from typstbook.faults import fault
from typstbook.inline import Inline
from typstbook.markup import call, string, value, words

SILENT = ("comment", "index", "toctree", "meta", "tabular_col_spec", "highlightlang", "substitution_definition",
          "footnote", "label", "target", "colspec")
STYLES = {"with-page": "with-page"}  # a span of this class prints the page that its link leads to


class Writer(Inline, Displays):
    """Writes the chapters of one PDF. Methods return markup; `chapter` is the one being written."""

    def __init__(self, env, links, work, handlers, numbered):
        """`handlers` are the functions other extensions registered; `numbered` tells whose paragraphs have numbers."""
        self.env, self.links, self.work = env, links, work
        self.handlers, self.numbered = handlers, numbered
        self.styles = STYLES | links.options.get("classes", {})
        self.chapter, self.depth, self.footnotes = None, 0, {}

    def write(self, chapter) -> str:
        """Return the markup of a chapter."""
        self.chapter, self.depth = chapter, chapter.level - 1
        self.begin_footnotes(chapter.tree)
        text = self.children(chapter.tree, "\n\n")
        if self.links.label(chapter.docname) not in self.links.printed:  # a document without a title
            text = self._start() + text
        self.end_footnotes()
        return f"// {chapter.docname}\n{text}\n"

    def node(self, node) -> str:
        """Return the markup of any node, with anchors for its ids."""
        name = type(node).__name__
        if name in self.handlers:
            return self._foreign(node, *self.handlers[name])
        if name in SILENT:
            return self.anchors(node)
        method = getattr(self, "do_" + name, None)
        if method is None:
            raise fault(node, self.env, f"the PDF does not know the node '{name}'.")
        return self._styled(node, method(node))

    def _styled(self, node, text):
        """Hand the markup of a node to the function of the design that its class is mapped to, if any.

        A class on all the words of a link counts for the link: references are resolved around words that have it.
        """
        if not isinstance(node, nodes.Element) or self._fills_link(node):
            return text
        inner = node.children[0] if len(node.children) == 1 and self._fills_link(node.children[0]) else {}
        for name in [*node.get("classes", ()), *inner.get("classes", ())]:
            if name in self.styles:
                text = call(self.styles[name], text)
        return text

    @staticmethod
    def _fills_link(node):
        return (isinstance(node, nodes.inline) and isinstance(node.parent, nodes.reference)
                and len(node.parent.children) == 1)

    def children(self, node, joint: str = "") -> str:
        """Return the markup of what is inside a node."""
        return joint.join(filter(None, (self.node(child) for child in node.children)))

    def inside(self, node) -> str:
        """Return the content of an item or a cell: its anchors and its blocks."""
        return self.anchors(node) + self._language(node, self.children(node, "\n\n"))

    def anchors(self, node) -> str:
        """Return invisible marks that links can lead to."""
        labels = [self.links.label(self.chapter.docname, i) for i in node.get("ids", ())] if node.get("ids") else []
        new = [label for label in labels if label not in self.links.printed]
        self.links.printed.update(new)
        return "".join(f"#anchor({string(label)})" for label in new)

    def _foreign(self, node, visit, depart=None):
        try:
            before = visit(self, node) or ""
            inner = self.children(node, "\n\n" if not isinstance(node, nodes.Inline) else "")
            return self.anchors(node) + before + inner + ((depart(self, node) if depart else "") or "")
        except nodes.SkipNode:
            return ""

    def _language(self, node, text):
        """Mark a passage in another language: class "language-be", as docutils has it, or an attribute lang."""
        codes = [name[9:] for name in node.get("classes", ()) if name.startswith("language-")]
        code = node.get("lang") or next(iter(codes), None)
        return call("text", text, lang=string(code)) if code else text

    # Structure

    def do_section(self, node):
        if any(f"{self.chapter.docname}#{i}" in self.links.options.get("leave_out", ()) for i in node["ids"]):
            return ""
        self.depth += 1
        title, *rest = map(self.node, node.children)
        text = "\n\n".join(filter(None, rest))
        if self.depth == 1 and self.in_columns():
            text = call("two-columns", text)
        self.depth -= 1
        return f"{title}\n\n{text}"

    def in_columns(self) -> bool:
        """Tell whether the chapter is set in two columns."""
        return any(fnmatch(self.chapter.docname, pattern) for pattern in self.links.options.get("two_columns", ()))

    def do_title(self, node):
        if not isinstance(node.parent, nodes.section):
            return self.do_rubric(node)
        number = self._number_of_section(node.parent)
        other = self.links.options.get("titles", {}).get(self.chapter.docname) if self.depth == 1 else None
        heading = call("heading", words(other) if other else self.children(node), level=str(self.depth),
                       numbering=f"(..) => {string(number)}" if number else None)
        start = "" if self.links.label(self.chapter.docname) in self.links.printed else self._start()
        return heading + start + self.anchors(node.parent) + self.anchors(node)

    def _start(self):
        label = self.links.label(self.chapter.docname)
        self.links.printed.add(label)
        return f"#anchor({string(label)})"

    def _number_of_section(self, section):
        numbers = self.env.toc_secnumbers.get(self.chapter.docname, {})
        keys = ["#" + node_id for node_id in section["ids"]]
        if isinstance(section.parent, nodes.document):
            keys.append("")
        return next((".".join(map(str, numbers[key])) for key in keys if numbers.get(key)), None)

    def do_rubric(self, node):
        return self.anchors(node) + call("minor", self.children(node))

    do_centered = do_caption = do_rubric

    def do_compound(self, node):
        return self.anchors(node) + self._language(node, self.children(node, "\n\n"))

    do_glossary = do_start_of_file = do_tgroup = do_compound

    def do_container(self, node):
        """Most containers only group. Those of myst-nb hold code that the pages fold away: print has none of it."""
        element, mode = node.get("nb_element"), getattr(node.parent, "attributes", {}).get("hide_mode")
        hidden = {"cell_code_source": ("input", "all"), "cell_code_output": ("output", "all")}.get(element, ())
        return "" if mode in hidden else self.do_compound(node)

    def do_transition(self, node):
        return "" if "footnotes" in node["classes"] else "#pause"

    # Paragraphs and lists

    def do_paragraph(self, node):
        printed = node.get("para") and self.numbered(self.chapter.docname)
        only_picture = all(isinstance(child, nodes.image) for child in node.children)
        mark = f"#para({string(str(node['para']))})" if printed and not only_picture else ""
        return mark + self.anchors(node) + self._language(node, self.children(node))

    do_compact_paragraph = do_paragraph

    def do_attribution(self, node):
        return ""  # printed by the quotation that it belongs to

    def do_block_quote(self, node):
        names = [child for child in node.children if isinstance(child, nodes.attribution)]
        by = f"[{self.children(names[0])}]" if names else None
        return call("quote", self.inside(node), block="true", attribution=by)

    do_epigraph = do_pull_quote = do_block_quote

    def _list(self, function, node, **named):
        items = "".join(f"[{self.inside(item)}]" for item in node.children)
        tight = all(len(item.children) <= 1 for item in node.children)
        return self.anchors(node) + call(function, tight=value(tight), **named) + items

    def do_bullet_list(self, node):
        return self._list("list", node)

    def do_enumerated_list(self, node):
        marks = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
        form = node.get("prefix", "") + marks.get(node.get("enumtype"), "1") + node.get("suffix", ".")
        return self._list("enum", node, numbering=string(form), start=str(node.get("start", 1)))

    def do_definition_list(self, node):
        items = []
        for item in node.children:
            if isinstance(item, nodes.comment):  # what Sphinx puts in place of an item that is for pages only
                continue
            terms = [self.node(child) for child in item.children if isinstance(child, nodes.term)]
            kinds = [self.node(child) for child in item.children if isinstance(child, nodes.classifier)]
            about = [self.inside(child) for child in item.children if isinstance(child, nodes.definition)]
            head = ", ".join(terms) + "".join(f" \\({kind}\\)" for kind in kinds)
            items.append(f"terms.item([{self.anchors(item)}{head}], [{'#parbreak()'.join(about)}])")
        return self.anchors(node) + "#terms(\n  " + ",\n  ".join(items) + ",\n)"

    def do_term(self, node):
        return self.anchors(node) + self.children(node)

    do_classifier = do_term

    def do_field_list(self, node):
        items = [f"terms.item([{self.inside(field[0])}], [{self.inside(field[1])}])" for field in node.children]
        return "#terms(\n  " + ",\n  ".join(items) + ",\n)"

    def do_line_block(self, node):
        return self.anchors(node) + call("lines", "#linebreak()".join(self.node(line) for line in node.children))

    def do_line(self, node):
        return self.children(node)
