"""What a page of the site holds besides its text: title, description, contents, edition; and what a site leaves out.

The text itself is mended in report.book.mending. The frame around it is theme/report/layout.html.
"""

import re
import shutil
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup

from report import linked_data
from report.book import mending
from report.book.downloads import data_files
from report.dataset import ROOT, dataset
from report.edition import data_digest
from report.wording import day, edition_line

DESCRIPTION = 160  # characters; search results show about as many
NO_DESCRIPTION = ".distress, .notice, .admonition, details, figure, table, nav, aside, blockquote, .key-figures, .withdrawn"
DOWNLOADS = "chapters/download"
FOOTER_PAGES = ("download", "accessibility")  # linked from the foot of every page, where such a page exists
LEFT_OUT = ("objects.inv", ".buildinfo", ".buildinfo.bak", "search.html", "searchindex.js", "genindex.html", "_sources")


def no_search(app):
    """Publish no page of search: it needs script, and what was looked for stays in the browser's history."""
    app.builder.search = False


def finish(app, pagename, templatename, context, doctree):
    """Give the template the parts of a page."""
    if app.builder.format != "html":
        return
    edition = dataset().edition
    landing = pagename == app.config.root_doc
    own_title = app.env.titles[pagename].astext() if pagename in app.env.titles else ""
    context |= {
        "is_landing": landing, "edition": edition_line(edition), "published": day(edition.published),
        "data_digest": data_digest(ROOT / "data"),
        "book_title": edition.title, "page_title": title(own_title, edition.title, landing),
        "contents": contents(context["toctree"](maxdepth=2, collapse=True, titles_only=True, includehidden=True)),
        "newer": newer_edition(edition.newer, pagename, landing),
        "footer_links": footer_links(app.env), "css_files": [], "script_files": [],
        "linked_data": linked_data_of(pagename, landing)}
    if context.get("body"):
        soup = BeautifulSoup(context["body"], "html.parser")
        mending.mend(soup, picture_files(app.builder))
        context["description"] = description(soup)
        if not landing:
            mending.on_page(soup)
        context["body"] = str(soup)


def newer_edition(address: str | None, page: str, landing: bool) -> str:
    """Return the words of the banner of an old edition: it leads to the same page of the newer one, and to its first
    page, since no build can know whether the same page exists there."""
    if not address:
        return ""
    folder = escape(address.rstrip("/") + "/")
    if folder.startswith(".."):
        folder = "../" * page.count("/") + folder
    same = "" if landing else f'<a href="{folder}{page}.html">the same page there</a> or, if there is none, to '
    soup = BeautifulSoup(f'A newer edition of this report exists. Go to {same}<a href="{folder}index.html">its first '
                         "page</a>.", "html.parser")
    mending.outbound_links(soup)
    return str(soup)


def linked_data_of(pagename: str, landing: bool) -> dict | None:
    """Return what a page tells search engines: the first page of the report, the page of downloads of its data."""
    if landing:
        return linked_data.report(dataset())
    if pagename == DOWNLOADS:
        return linked_data.dataset(dataset(), data_files(), "../" * pagename.count("/"))
    return None


def title(page: str, book: str, landing: bool) -> str:
    """Return the title of a page: its own words first, for they tell tabs apart."""
    return book if landing or not page else f"{page} – {book}"


def plain(html: str) -> str:
    """Return the words of a piece of HTML."""
    return " ".join(BeautifulSoup(html, "html.parser").get_text().split())


def description(soup) -> str:
    """Return the start of the first paragraph of running text, in whole sentences where they fit.

    Passages of class "distress" never stand here: a description is shown to people who did not choose to read on.
    """
    for paragraph in soup.find_all("p"):
        if not _apart(paragraph):
            copy = BeautifulSoup(str(paragraph), "html.parser")
            for citation in copy.select(".source, .para-number"):
                citation.decompose()
            if text := re.sub(r"\s+([.,;:])", r"\1", plain(str(copy))):
                return shorten(text)
    return ""


def _apart(paragraph):
    return any(parent.css.match(NO_DESCRIPTION) for parent in [paragraph, *paragraph.parents] if parent.name)


def shorten(text: str, room: int = DESCRIPTION) -> str:
    """Cut a text after its last whole sentence that fits, or else between two words."""
    if len(text) <= room:
        return text
    sentences = re.match(rf"(.{{40,{room - 1}}}[.!?])\s", text)
    return sentences[1] if sentences else text[:room - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def contents(html: str | None) -> str:
    """Return the contents for every page: the parts with their captions, the current page marked as such."""
    soup = BeautifulSoup(html or "", "html.parser")
    for caption in soup.select("p.caption"):
        caption.attrs = {}
        caption.string = caption.get_text()
        if part := caption.find_next_sibling("ul"):
            part["aria-label"] = caption.string
    for link in soup.find_all("a"):
        current = "current" in link.get("class", [])
        link.attrs = {"href": link["href"]} | ({"aria-current": "page"} if current else {})
    for item in soup.find_all(["ul", "li"]):
        item.attrs.pop("class", None)
    return str(soup).strip()


def footer_links(env) -> list[dict]:
    """Return the pages that every page links to at its foot, as far as they exist."""
    found = {Path(docname).name: docname for docname in sorted(env.all_docs)}
    return [{"docname": found[name], "title": env.titles[found[name]].astext()}
            for name in FOOTER_PAGES if name in found]


def picture_files(builder) -> dict[str, Path]:
    """Return the file behind each picture of the pages, by its published name."""
    return {name: Path(builder.srcdir, source) for source, name in builder.images.items()}


def sweep(app, exception):
    """Take out of a finished site what no page uses."""
    if exception or app.builder.format != "html":
        return
    site = Path(app.outdir)
    for name in LEFT_OUT:
        path = site / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    used = {match for page in site.rglob("*.html") for match in
            re.findall(r'(?:href|src)="(?:\.\./)*(_static/[^"?#]+)', page.read_text(encoding="utf-8"))}
    static = site / "_static"
    for path in sorted(static.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(site).as_posix() not in used:
            path.unlink()
