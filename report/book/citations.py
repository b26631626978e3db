"""The lines to cite by on the page "How to cite", made from the edition and from what each chapter shows."""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from report import citations
from report.book.numbers import traced
from report.book.paragraphs import CHAPTERS
from report.dataset import dataset
from report.derived import resolve


class citation_list(nodes.General, nodes.Element):
    """The place of the citations, filled in when all pages are read."""


class CitationList(SphinxDirective):
    """Show how to cite the report, each chapter that shows numbers, and the data."""

    def run(self):
        """Return the place of the citations."""
        return [citation_list()]


class FillInCitations(SphinxPostTransform):
    """Put the citations in their place before links are made."""

    default_priority = 5

    def run(self):
        """Replace every place by a list of lines, and of entries for BibTeX."""
        for place in list(self.document.findall(citation_list)):
            data = dataset()
            place.replace_self(nodes.definition_list(
                "", _entry("The report", _line(citations.of_report(data))),
                _entry("A chapter", *map(_line, lines_of_chapters(self.env, data))),
                _entry("The data", _line(citations.of_data(data))),
                _entry("For BibTeX", nodes.literal_block("", citations.bibtex(data), language="bibtex"))))


def lines_of_chapters(env, data) -> list[str]:
    """Return a line for each theme chapter that shows numbers, in the order of the book."""
    uses = env.get_domain("num").data["uses"]
    return [citations.of_part(data, [resolve(data, i) for i in sorted(uses[docname])],
                              f"Chapter {env.titles[docname].astext()}")
            for docname in (f"chapters/{name}" for name in CHAPTERS) if uses.get(docname)]


def _entry(name, *content):
    return nodes.definition_list_item("", nodes.term("", name), nodes.definition("", *content))


def _line(text):
    return nodes.paragraph("", "", traced(text, "cite-as"))
