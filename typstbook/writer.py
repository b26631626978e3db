"""From doctree to Typst markup: one method for each kind of node, named after it. What is not here stops the build."""

import re

from docutils import nodes
from sphinx.locale import admonitionlabels

from typstbook import images, tables
from typstbook.faults import fault
from typstbook.inline import Inline
from typstbook.markup import call, string, value, words

SILENT = ("comment", "index", "toctree", "meta", "tabular_col_spec", "highlightlang", "substitution_definition",
          "footnote", "label", "target", "colspec", "pending", "docinfo")
STYLES = {"with-page": "with-page"}  # a span of this class prints the page that its link leads to
UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
BOXES = ("attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning", "seealso")


class Writer(Inline):
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
        """Hand the markup of a node to the function of the design that its class is mapped to, if any."""
        for name in node.get("classes", ()) if isinstance(node, nodes.Element) else ():
            if name in self.styles:
                text = call(self.styles[name], text)
        return text

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
        self.depth += 1
        title, *rest = map(self.node, node.children)
        text = "\n\n".join(filter(None, rest))
        if self.depth == 1 and self.chapter.docname in self.links.options.get("two_columns", ()):
            text = call("two-columns", text)
        self.depth -= 1
        return f"{title}\n\n{text}"

    def do_title(self, node):
        if not isinstance(node.parent, nodes.section):
            return self.do_rubric(node)
        number = self._number_of_section(node.parent)
        heading = call("heading", self.children(node), level=str(self.depth),
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
        mark = f"#para({string(str(node['para']))})" if self.numbered(self.chapter.docname) and node.get("para") else ""
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
            terms = [self.node(child) for child in item.children if isinstance(child, nodes.term)]
            about = [self.inside(child) for child in item.children if isinstance(child, nodes.definition)]
            items.append(f"terms.item([{self.anchors(item)}{', '.join(terms)}], [{'#parbreak()'.join(about)}])")
        return self.anchors(node) + "#terms(\n  " + ",\n  ".join(items) + ",\n)"

    def do_term(self, node):
        return self.anchors(node) + self.children(node)

    def do_field_list(self, node):
        items = [f"terms.item([{self.inside(field[0])}], [{self.inside(field[1])}])" for field in node.children]
        return "#terms(\n  " + ",\n  ".join(items) + ",\n)"

    def do_line_block(self, node):
        return self.anchors(node) + call("lines", "#linebreak()".join(self.node(line) for line in node.children))

    def do_line(self, node):
        return self.children(node)

    # Boxes, code, pictures, tables

    def _box(self, node):
        kind = type(node).__name__
        kind = kind.removeprefix("do_")
        title = words(str(admonitionlabels.get(kind, ""))) if kind in BOXES else ""
        inner = list(node.children)
        if inner and isinstance(inner[0], nodes.title):
            title = self.children(inner.pop(0))
        text = "\n\n".join(filter(None, map(self.node, inner)))
        return call("notice", title, self.anchors(node) + self._language(node, text), kind=string(kind))

    do_admonition = do_sidebar = do_topic = _box

    def do_literal_block(self, node):
        return self.anchors(node) + f"#raw(block: true, {string(node.astext())})"

    do_doctest_block = do_literal_block

    def do_raw(self, node):
        formats = node.get("format", "").split()
        if "typst" in formats:
            return node.astext()
        if "html" in formats and not UNSEEN.sub("", node.astext()).strip():
            return ""  # extensions for pages put their scripts into the doctree
        raise fault(node, self.env, f"raw {' '.join(formats)} is not printed: '{node.astext()[:60]}'. "
                                    "Write it as text, or keep it to the pages with 'only'.")

    def do_image(self, node):
        alt = images.alternative(node, self.env)
        path = images.picture(node, self.env, self.work)
        return self.anchors(node) + call("picture", path=string(path), alt=string(alt),
                                         width=images.width(node, self.env))

    def do_figure(self, node):
        caption = next((child for child in node.children if isinstance(child, nodes.caption)), None)
        legend = next((child for child in node.children if isinstance(child, nodes.legend)), None)
        body = [child for child in node.children if child not in (caption, legend)]
        inner = self.anchors(node) + "\n".join(map(self.node, body))
        return call("pictured", inner, self.children(caption) if caption is not None else "",
                    self.inside(legend) if legend is not None else "", **self._label(node, "figure"))

    def do_table(self, node):
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        inner = self.anchors(node) + tables.table(self, node)
        short = value(tables.is_short(node))
        if title is None:
            return call("untitled", inner, short=short)
        return call("tabled", inner, self.anchors(title) + self.children(title), short=short,
                    **self._label(node, "table"))

    def _label(self, node, kind):
        """Return the word and the number of a figure or table: those of the pages."""
        numbers = self.env.toc_fignumbers.get(self.chapter.docname, {}).get(kind, {})
        found = next((numbers[i] for i in node["ids"] if i in numbers), None)
        form = self.env.config.numfig_format.get(kind, "%s") if found else "%s"
        return {"supplement": string(form.replace("%s", "").strip()),
                "number": string(".".join(map(str, found))) if found else "none"}


for _kind in BOXES:
    setattr(Writer, "do_" + _kind, Writer._box)
