"""From the environment of a build to the source of one book: which documents, in which order, with what resolved."""

from contextlib import contextmanager
from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.util.tags import Tags

from typstbook.faults import TypesettingError, fault

# What a cell shows comes in several forms. HTML that has no better form beside it is found out by the writer.
FORMS = ("text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/html", "text/latex", "text/plain")


@dataclass
class Chapter:
    """A document with its references resolved. `level` is that of its title; `part` the caption of its toctree."""

    docname: str
    level: int
    part: str | None
    tree: nodes.document


class TypstBuilder(Builder):
    """Stands in for the HTML builder while references are resolved: addresses name documents, not files."""

    name = format = "typst"

    def __init__(self, app):
        super().__init__(app, app.env)
        # Sphinx remembers answers to "only" with the tags: the answers for HTML must not be those for print.
        self.tags = Tags([tag for tag in app.tags if not tag.split("_")[-1].endswith("html")])
        for tag in ("typst", "format_typst", "builder_typst"):
            app.tags.remove(tag)

    def get_target_uri(self, docname, typ=None):
        """Return the address of a document in a book."""
        return "%" + docname

    def get_relative_uri(self, from_, to, typ=None):
        """Return the same address wherever the link stands."""
        return "%" + to

    def get_outdated_docs(self):
        """Nothing is ever written by this builder."""
        return []


@contextmanager
def standing_in(app):
    """Let an own builder stand in for the builder of the pages; transforms and roles ask it what is being made."""
    pages, app.builder = app.builder, TypstBuilder(app)
    try:
        yield pages
    finally:
        app.builder = pages


def outline(app, book) -> dict[str, list[Chapter]]:
    """Return the chapters of a book as "front", "body" and "annex"; each document appears once."""
    named = {place: list(book.options.get(place, [])) for place in ("front", "annex", "leave_out")}
    set_aside = {name for names in named.values() for name in names}
    mentioned = [name.partition("#")[0] for name in sum(named.values(), [])]  # a section is "document#id"
    for docname in [*mentioned, *book.chapters, *filter(None, [book.root])]:
        if docname not in app.env.found_docs:
            raise TypesettingError(f"{book.target}: there is no document '{docname}'.")
    listed = _below(app.env, book.root, 1, None) if book.root else [(name, 1, None) for name in book.chapters]
    if book.root and book.root not in set_aside:
        listed = [(book.root, 1, None), *listed]
    body = [entry for entry in dict.fromkeys(listed) if entry[0] not in set_aside]
    return {"front": [_chapter(app, name) for name in named["front"]],
            "body": [_chapter(app, *entry) for entry in body],
            "annex": [_chapter(app, name) for name in named["annex"]]}


def _below(env, docname, level, part):
    """Return the documents below a document, each with its level and the caption over it."""
    found = []
    for toctree in env.get_doctree(docname).findall(addnodes.toctree) if docname in env.toctree_includes else ():
        for _, name in toctree["entries"]:
            if name in env.found_docs:
                under = toctree.get("caption") or part
                found += [(name, level, under), *_below(env, name, level + 1, under)]
    return found


def _chapter(app, docname, level=1, part=None):
    """Read a document and resolve it by itself: handlers of other extensions are told its own name."""
    tree = app.env.get_doctree(docname)
    keep_one_form(tree, app.env)
    app.env.resolve_references(tree, docname, app.builder)
    return Chapter(docname, level, part, tree)


def keep_one_form(tree, env):
    """Keep the best form of each output of a cell, in the place of all of them."""
    for bundle in list(tree.findall(lambda n: isinstance(n, nodes.container) and n.get("nb_element") == "mime_bundle")):
        forms = {child["mime_type"]: child for child in bundle.children}
        best = next((forms[form] for form in FORMS if form in forms), None)
        if best is None and forms:
            raise fault(bundle, env, f"an output of the forms {', '.join(forms)} cannot be printed.")
        bundle.replace_self(best.children if best is not None else [])
