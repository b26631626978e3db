"""Sources on the page: cited in a sentence, listed at the end of a chapter, and all together in their own chapter."""

from urllib.parse import urlsplit

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole

from report.book.numbers import link, traced
from report.dataset import Source, UnknownId, dataset
from report.derived import resolve
from report.edition import of_year
from report.pictures import source_ids
from report.wording import day, published


class SourceRole(SphinxRole):
    """Cite a source in a sentence: publisher and date, with a link to its entry.

    {source}`viasna_bulletin_2026_01_16` names the source, {source}`convicted_YEAR` the source of a number.
    """

    def run(self):
        """Return the citation; note a fault where the id is unknown."""
        domain, data = self.env.get_domain("num"), dataset()
        try:
            source = data.source(_source_of(data, self.text))
        except UnknownId as err:
            domain.note_fault(self.env.docname, self.get_source_info(), str(err),
                              "Correct the id, or add a row to data/sources.csv.")
            return [nodes.inline(self.rawtext, self.text)], []
        domain.note_source(self.env.docname, source.source_id)
        return [link_to_entry(source, "cited")], []


def _source_of(data, name):
    """Return the source of a number of the dataset where one is named, and the name where it is a source's."""
    number = data.numbers.get(of_year(name, data.edition.year))
    return number.source_id if number else name


def link_to_entry(source: Source, *classes: str) -> nodes.Node:
    """Return "Publisher, date" as a link to the entry of a source. The class "cited" is for a sentence: print puts it
    at the foot of the page."""
    return link("source", source.source_id,
                traced(f"{source.publisher}, {published(source)}", "source", *classes))


class chapter_sources(nodes.General, nodes.Element):
    """The place of the list of a chapter's sources, filled in when all of the chapter is read."""


class ChapterSources(SphinxDirective):
    """List the sources of the numbers and statements of this chapter."""

    def run(self):
        """Return the place of the list."""
        return [chapter_sources(docname=self.env.docname)]


class source_list(nodes.General, nodes.Element):
    """The place of the list of all sources of the book, filled in when all pages are read."""


class SourceList(SphinxDirective):
    """List every source that a page rests on, each with an anchor of its own."""

    def run(self):
        """Return the place of the list."""
        return [source_list()]


class FillInSources(SphinxPostTransform):
    """Put the sources of a chapter, or of the book, by publisher and date, in the place of their list, before links are
    made."""

    default_priority = 5

    def run(self):
        """Replace every place of a list."""
        for place in list(self.document.findall(chapter_sources)):
            place.replace_self(nodes.bullet_list("", *[
                nodes.list_item("", nodes.paragraph("", "", link_to_entry(source), nodes.Text(": "),
                                                    traced(source.title, "title")))
                for source in sources_of(self.env, place["docname"])], bullet="*", classes=["sources"]))
        for place in list(self.document.findall(source_list)):
            entries = [_entry(source) for source in sources_of(self.env, *self.env.found_docs)]
            place.replace_self([nodes.definition_list("", *entries, classes=["all-sources"])] if entries else [])


def sources_of(env, *docnames: str) -> list[Source]:
    """Return the sources that documents rest on, by publisher and date."""
    domain, data = env.get_domain("num"), dataset()
    ids = {i for name in docnames for i in domain.data["sources"].get(name, {})}
    for number_id in {i for name in docnames for i in domain.data["uses"].get(name, {})}:  # also of charts and tables
        ids.update(source_ids(resolve(data, number_id)))
    return sorted((data.sources[i] for i in ids), key=lambda s: (s.publisher.casefold(), s.published, s.source_id))


def address_of(source: Source) -> list[nodes.Node]:
    """Return the address of a source as a link that shows its host; nothing where no address is known."""
    if not source.url:
        return []
    host = urlsplit(source.url).hostname.removeprefix("www.")
    return [nodes.reference("", "", traced(host, "host"), refuri=source.url, internal=False)]


SEEN = {"page": "read as the page itself", "copy": "read as a copy", "excerpt": "read as an excerpt",
        "quoted by another": "read as quoted by another"}
RELATION = {"counter": "the publisher counted or speaks for itself",
            "reprint": "the words of the body that counted, on another's page", "relay": "quotes the body that counted"}


def _entry(source):
    term = nodes.term("", "", nodes.inline("", source.publisher), nodes.Text(", " + published(source)),
                      ids=[f"source-{source.source_id}"])
    about = (f"{SEEN[source.seen_as].capitalize()} on {day(source.accessed)}; {RELATION[source.relation]}. "
             f"Licence: {source.licence}.")
    return nodes.definition_list_item("", term, nodes.definition("", nodes.paragraph(
        "", "", traced(source.title, "title"), nodes.Text(". "), *(address_of(source) or [nodes.Text("No address is known")]),
        nodes.Text(". " + about))))
