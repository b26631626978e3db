"""The part of the writer for what stands apart from the text: boxes, code, pictures and tables."""

import re

from docutils import nodes
from sphinx.locale import admonitionlabels

from typstbook import images, tables
from typstbook.faults import fault
from typstbook.markup import call, string, value, words

UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
BOXES = ("attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning", "seealso")


class Displays:
    """Methods for displays. The rest of the writer gives `node`, `children`, `inside`, `anchors` and `_language`."""

    def _box(self, node):
        kind = type(node).__name__
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
            text = call("untitled", inner, short=short)
        else:
            text = call("tabled", inner, self.anchors(title) + self.children(title), short=short,
                        **self._label(node, "table"))
        if self.in_columns() and isinstance(node.parent, nodes.section):
            return f"]\n\n{text}\n\n#two-columns["  # a table needs the whole width: the columns end and begin anew
        return text

    def _label(self, node, kind):
        """Return the word and the number of a figure or table: those of the pages."""
        numbers = self.env.toc_fignumbers.get(self.chapter.docname, {}).get(kind, {})
        found = next((numbers[i] for i in node["ids"] if i in numbers), None)
        form = self.env.config.numfig_format.get(kind, "%s") if found else "%s"
        return {"supplement": string(form.replace("%s", "").strip()),
                "number": string(".".join(map(str, found))) if found else "none"}


for _kind in BOXES:
    setattr(Displays, "do_" + _kind, Displays._box)
