"""Where links lead: to a label in the book, to an address outside it, or nowhere."""

import posixpath
from urllib.parse import urlsplit

from typstbook.faults import fault


class Links:
    """The labels of a book. Every label that is pointed to must have been printed in the end."""

    def __init__(self, env, pages, docnames: list[str], options: dict):
        """`pages` is the builder that wrote the HTML pages: links made for these are understood as well."""
        self.env, self.options, self.pages = env, options, pages
        self.docnames = set(docnames)
        self._by_page = {pages.get_target_uri(name): name for name in env.found_docs}
        self.printed: set[str] = set()
        self._wanted: dict[str, tuple] = {}

    def label(self, docname: str, node_id: str = "") -> str:
        """Return the label of an id, which is unique over the book."""
        return f"{docname}:{node_id}"

    def target(self, node, docname: str) -> tuple[str, str]:
        """Return ("label", ...), ("address", ...) or ("plain", "") for a reference."""
        if "refid" in node:
            return self._inside(node, docname, node["refid"])
        uri = node.get("refuri", "")
        if not uri:
            raise fault(node, self.env, f"the link '{node.astext()}' leads nowhere.")
        if urlsplit(uri).scheme:
            return "address", uri
        path, _, node_id = uri.partition("#")
        found = self._document(path, docname)
        if found in self.docnames:
            return self._inside(node, found, node_id)
        return self._outside(node, found, node_id)

    def _document(self, path, docname):
        """Find the document that a relative address means, in our own form or in that of the pages."""
        if not path:
            return docname
        if path.startswith("%"):
            return path[1:]
        folder = posixpath.dirname(self.pages.get_target_uri(docname))
        return self._by_page.get(posixpath.normpath(posixpath.join(folder, path)))

    def _inside(self, node, docname, node_id):
        label = self.label(docname, node_id)
        self._wanted.setdefault(label, (node, docname))
        return "label", label

    def _outside(self, node, docname, node_id):
        if self.options.get("site") and docname:
            address = self.options["site"].rstrip("/") + "/" + self.pages.get_target_uri(docname)
            return "address", address + ("#" + node_id if node_id else "")
        if self.options.get("outside") == "plain":
            return "plain", ""
        raise fault(node, self.env, f"'{node.astext()}' links to {docname or node['refuri']}, which is not in the PDF. "
                                    'Set the option "site" or "outside", or take the link out.')

    def check(self):
        """Raise where a link leads to something that the book does not print."""
        for label, (node, _) in self._wanted.items():
            if label not in self.printed:
                raise fault(node, self.env, f"'{node.astext()}' links to '{label}', which the PDF does not hold.")
