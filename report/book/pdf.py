"""What the typesetting of the PDFs is told about this edition, and what print shows of our own nodes."""

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from report.book.numbers import traced
from report.dataset import ROOT, dataset
from report.edition import data_digest, tree_state
from report.wording import day

DIGEST = "Made from data with the digest"


def tell_edition(app):
    """Fill in titles, what the cover prints and the date stored in the PDFs: those of data/edition.yml, never the clock's."""
    edition, config = dataset().edition, app.config
    for book in config.typst_documents:
        titles = book.get("options", {}).get("titles", {})
        titles.update({document: words.replace("{title}", edition.title) for document, words in titles.items()})
    config.typst_date = str(edition.published)
    newer = ". A newer edition exists" if edition.newer else ""
    config.typst_options = {
        "short_title": edition.title, "edition": f"Edition {edition.version}{newer}", "date": day(edition.published),
        "notice": edition.publisher or "Working edition, no publisher yet.", **config.typst_options,
        "colophon": [f"Edition {edition.version}, {day(edition.published)}. {DIGEST} {data_digest(ROOT / 'data')}. "
                     f"{tree_state(ROOT)}", *config.typst_options.get("colophon", [])]}


class EditionRole(SphinxRole):
    """Print what an editor does not type: {edition}`title`, `year`, `last` (the year before), `version`, `date` or
    `digest`."""

    def run(self):
        """Return the words; note a fault where there is no such fact. Title and years read as if they were typed."""
        edition = dataset().edition
        words = {"title": edition.title, "year": str(edition.year), "last": str(edition.year - 1)}
        facts = {"version": edition.version, "date": day(edition.published), "digest": data_digest(ROOT / "data")}
        if self.text == "digest":
            self.env.note_reread()  # it follows from every row, which no question of a page can say
        if self.text in words:
            return [nodes.Text(words[self.text])], []
        if self.text not in facts:
            self.env.get_domain("num").note_fault(
                self.env.docname, self.get_source_info(), f"The edition has no '{self.text}'.",
                f"Use one of: {', '.join(words | facts)}.")
        return [traced(facts.get(self.text, self.text), "edition")], []


def words_only(writer, node):
    """Print the words of a link that leads out of the PDF into the site, without the link."""


def leave_out(writer, node):
    """Print nothing: folds hold the values of a chart, which its text alternative and its labels say as well."""
    raise nodes.SkipNode
