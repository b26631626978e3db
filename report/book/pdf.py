"""What the typesetting of the PDFs is told about this edition, and what print shows of our own nodes."""

from docutils.nodes import SkipNode
from sphinx.util.docutils import SphinxRole

from report.book.numbers import traced
from report.dataset import ROOT, dataset
from report.edition import data_digest, tree_state
from report.wording import day

DIGEST = "Made from data with the digest"


def tell_edition(app):
    """Fill in what the cover prints and the date stored in the PDFs: those of data/edition.yml, never the clock's."""
    edition, config = dataset().edition, app.config
    config.typst_date = str(edition.published)
    newer = ". A newer edition exists" if edition.newer else ""
    config.typst_options = {
        "edition": f"Edition {edition.version}{newer}", "date": day(edition.published),
        "notice": edition.publisher or "Working edition, no publisher yet.", **config.typst_options,
        "colophon": [f"Edition {edition.version}, {day(edition.published)}. {DIGEST} {data_digest(ROOT / 'data')}. "
                     f"{tree_state(ROOT)}", *config.typst_options.get("colophon", [])]}


class EditionRole(SphinxRole):
    """Print a fact about this build that an editor does not type: {edition}`version`, `date` or `digest`."""

    def run(self):
        """Return the words."""
        edition = dataset().edition
        facts = {"version": edition.version, "date": day(edition.published), "digest": data_digest(ROOT / "data")}
        return [traced(facts[self.text], "edition")], []


def words_only(writer, node):
    """Print the words of a link that leads out of the PDF into the site, without the link."""


def leave_out(writer, node):
    """Print nothing: folds hold the values of a chart, which its text alternative and its labels say as well."""
    raise SkipNode
