"""What the typesetting of the PDFs is told about this edition, and what print shows of our own nodes."""

from docutils.nodes import SkipNode

from report.dataset import dataset
from report.wording import day


def tell_edition(app):
    """Fill in what the cover prints and the date stored in the PDFs: those of data/edition.yml, never the clock's."""
    edition, config = dataset().edition, app.config
    config.typst_date = str(edition.published)
    config.typst_options = {
        "edition": f"Edition {edition.version}", "date": day(edition.published),
        "notice": edition.publisher or "Working edition, no publisher yet.", **config.typst_options}


def words_only(writer, node):
    """Print the words of a link that leads out of the PDF into the site, without the link."""


def leave_out(writer, node):
    """Print nothing: folds hold the values of a chart, which its text alternative and its labels say as well."""
    raise SkipNode
