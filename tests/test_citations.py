"""Citations: who counted comes first, the edition follows data/edition.yml, and machines can read them."""

import json
from copy import deepcopy
from dataclasses import replace

import jsonschema
import pybtex.database
import pydantic
import pytest
import schema_org
import yaml
from bs4 import BeautifulSoup

from report import citations, linked_data
from report.book.downloads import data_files
from report.dataset import ROOT

NAMED = {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["name"]}}
WORK = {"type": {"enum": ["dataset", "report"]}, "title": {"type": "string"}, "version": {"type": "string"},
        "date-released": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "license": {"const": "CC-BY-4.0"}, "authors": NAMED, "url": {"type": "string", "pattern": "^https?://"}}
# What the Citation File Format 1.2.0 asks of the keys that are used here; other keys are refused.
CFF = {"required": ["cff-version", "message", "title", "authors"], "additionalProperties": False, "properties": WORK | {
    "cff-version": {"const": "1.2.0"}, "message": {"type": "string"}, "abstract": {"type": "string"},
    "preferred-citation": {"required": ["type", "title", "authors"], "additionalProperties": False,
                           "properties": WORK}}}


@pytest.fixture(scope="module")
def published(data):
    """The dataset of an edition with an invented publisher and address."""
    return replace(data, edition=replace(data.edition, publisher="Invented & Sons", address="https://invented.example"))


@pytest.fixture(scope="module")
def pages(book):
    """Every built page, by its name."""
    return {path.stem: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
            for path in (book / "_build" / "html").rglob("*.html")}


# -- plain lines ------------------------------------------------------------------------------------------------------


def test_a_line_credits_who_counted_first(data, pages):
    """Each line on the page begins with who counted: for the report, each chapter with numbers, and the data."""
    lines = [line.get_text() for line in pages["how-to-cite"].select(".cite-as")]
    assert lines[0] == citations.of_report(data) and lines[-1] == citations.of_data(data) and len(lines) == 8
    assert all(line.startswith("Counted by ") and f"Edition {data.edition.version}" in line for line in lines)
    assert lines[0].startswith("Counted by Viasna, ")
    assert f" {data.edition.publisher or 'Working edition, no publisher yet'}." in lines[0]


def test_every_chart_has_a_line_of_its_own(pages):
    """Under each chart stands the line to cite it by, with its name."""
    for page in pages.values():
        for figure in page.select("figure"):
            name = figure.img["src"].rsplit("/", 1)[-1].removesuffix(".png")
            line = figure.find_next("details", class_="fold").select_one(".cite-as").get_text()
            assert line.startswith("Counted by ") and f" Figure {name}." in line


def test_bodies_are_named_by_how_many_series_are_theirs(data):
    """The body with more series comes first; a body that the source does not name is one of the others."""
    convicted, refugees = data.numbers["convicted_2025"], data.numbers["refugees_from_belarus_2025"]
    other = replace(convicted, indicator="convicted_otherwise")
    nameless = replace(refugees, counted_by="not stated")
    assert citations.credit([refugees]) == "Counted by UNHCR"
    assert citations.credit([refugees, convicted, other]) == "Counted by Viasna and UNHCR"
    assert citations.credit([refugees, nameless]) == "Counted by UNHCR and others"
    assert citations.credit([nameless]) == "Counted by others"


def test_a_publisher_is_named_as_soon_as_there_is_one(published):
    """With a publisher and an address in the edition, lines, entries and files name them, and no one else."""
    texts = [citations.of_report(published), citations.of_data(published), citations.cff(published.edition),
             citations.bibtex(published), json.dumps(linked_data.report(published))]
    for text in texts:
        assert "Invented" in text and "https://invented.example" in text and "no publisher" not in text


def test_a_number_is_cited_by_its_line_and_its_anchor(pages):
    """Each card has the sentence that is safe to quote, and a link to the card itself."""
    cards = [card for page in pages.values() for card in page.select(".card")]
    assert len(cards) > 50
    for card in cards:
        assert card.select_one(".quote-this") and card.select_one(f'dd a[href="#{card["id"]}"]'), card["id"]


# -- for machines -----------------------------------------------------------------------------------------------------


def test_the_citation_file_follows_the_edition(data, book):
    """CITATION.cff of the project and of the data is what the edition says; `make tidy` writes it anew."""
    assert citations.CITATION.read_text(encoding="utf-8") == citations.cff(data.edition)
    assert (book / "_build" / "html" / "data" / "CITATION.cff").read_text(encoding="utf-8") == citations.cff(data.edition)


def test_the_citation_file_has_the_right_form(data, published):
    """CITATION.cff is of the Citation File Format, with and without a publisher; one without authors is refused."""
    for one in (data, published):
        file = yaml.safe_load(citations.cff(one.edition))
        jsonschema.validate(file, CFF)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(file | {"authors": []}, CFF)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(file | {"autors": file["authors"]}, CFF)


def test_the_entries_are_read_by_bibtex(published):
    """Both entries are read by a program for BibTeX, with a body of several words as one author."""
    entries = pybtex.database.parse_string(citations.bibtex(published), "bibtex").entries
    assert sorted(entry.type for entry in entries.values()) == ["misc", "techreport"]
    for entry in entries.values():
        assert entry.fields["note"].startswith("Counted by Viasna") and entry.fields["year"] == "2026"
        assert [str(person) for person in entry.persons["author"]] == [r"{Invented \& Sons}"]


def checked(work):
    """Read a work in the vocabulary of schema.org. Raises ValidationError for what the vocabulary does not have."""
    work = deepcopy(work)
    assert work.pop(linked_data.CONTEXT) == linked_data.VOCABULARY
    return getattr(schema_org, work["@type"]).model_validate_json(json.dumps(work), strict=False)


def test_pages_tell_search_engines_what_they_hold(pages, data):
    """The first page carries the report and the page of downloads its data; no other page carries anything."""
    carried = {name: json.loads(block.string) for name, page in pages.items() for block in page.select("script")}
    assert carried == {"index": linked_data.report(data), "download": linked_data.dataset(data, data_files(), "../")}
    named = {"publisher", "url", "author"} & {key for work in carried.values() for key in work}
    assert bool(named) == bool(data.edition.publisher or data.edition.address)


def test_linked_data_keep_to_the_vocabulary(data, published):
    """Report and data are valid against the whole vocabulary of schema.org, with and without a publisher."""
    for one in (data, published):
        checked(linked_data.report(one))
        checked(linked_data.dataset(one, data_files(), "../"))
    there = linked_data.dataset(published, data_files(), "../")["distribution"][0]["contentUrl"]
    assert there == f"https://invented.example/data/belarus-{data.edition.year}-data.zip"


@pytest.mark.parametrize("fault", [{"titel": "A property that is none"}, {"datePublished": "lately"},
                                   {"distribution": "A property of another kind"}, {"publisher": "A name, and no body"}])
def test_linked_data_beyond_the_vocabulary_are_refused(data, fault):
    """A property that the vocabulary does not have for a report, or a value of another kind, is refused."""
    with pytest.raises(pydantic.ValidationError):
        checked(linked_data.report(data) | fault)
