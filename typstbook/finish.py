"""When the pages are written: make every PDF that is asked for, then put all of them beside the pages."""

import shutil
from fnmatch import fnmatch
from pathlib import Path

from sphinx.util import logging

from typstbook import settings
from typstbook.assemble import outline, standing_in
from typstbook.compile import compile_book
from typstbook.links import Links
from typstbook.markup import string, value
from typstbook.writer import Writer

logger = logging.getLogger(__name__)


def typeset(app, exception):
    """Make the PDFs after a build of pages that went well. Nothing is written unless all of them could be made."""
    if exception or app.builder.format != "html" or not app.config.typst_documents:
        return
    made = {}
    with standing_in(app) as pages:
        for book in settings.books(app.config):
            work = Path(app.doctreedir).parent / "typst" / Path(book.target).stem
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir(parents=True)
            made[book.target] = compile_book(app, book, work, source(app, book, pages, work))
    for target, data in made.items():
        (Path(app.outdir) / target).write_bytes(data)
        logger.info("typeset %s, %d kB", target, len(data) // 1000)


def source(app, book, pages, work: Path) -> str:
    """Return the Typst source of a book; its pictures are put into the work folder."""
    parts = outline(app, book)
    chapters = sum(parts.values(), [])
    cover = [book.root] if book.root and book.root not in [c.docname for c in chapters] else []
    links = Links(app.env, pages, [*cover, *(c.docname for c in chapters)], book.options)
    links.printed.update(map(links.label, cover))
    patterns = app.config.typst_numbered_documents
    writer = Writer(app.env, links, work, handlers(app), lambda name: any(fnmatch(name, p) for p in patterns))
    written = {place: "\n".join(_with_part(writer, c, before) for c, before in zip(group, [None, *group]))
               for place, group in parts.items()}
    links.check()
    first = book.root or book.chapters[0]
    other = None if book.root else book.options.get("titles", {}).get(first)  # the cover has the root's own title
    title = other or app.env.titles[first].astext()
    options = {"title": title, **book.options, "cover_labels": list(map(links.label, cover)),
               "stored_date": settings.printed_date(app.config)}
    return "\n".join(['#import "design.typ": *', f"#let options = {value(options)}", "#show: book.with(options)",
                      written["front"], "#contents(options)", written["body"], "#annex(options)", written["annex"],
                      "#colophon(options)", "#end-of-book", ""])


def _with_part(writer, chapter, before):
    """Return the markup of a chapter, after the title of its part where a new one begins."""
    new = chapter.part and (before is None or before.part != chapter.part)
    return (f"#part({string(chapter.part)})\n" if new else "") + writer.write(chapter)


def handlers(app) -> dict:
    """Return what other extensions registered for their nodes with app.add_node(node, typst=(open, close))."""
    return dict(app.registry.translation_handlers.get("typst", {}))
