"""The chapters as an editor writes them."""

import re

import pytest
import yaml
from bs4 import BeautifulSoup
from conftest import ROOT

CHAPTERS = sorted((ROOT / "chapters").glob("*.md"))
THEMES = ["deportations", "political-prisoners", "transnational-repression", "convictions", "torture", "displacement"]
CLOSING = ["## What the authorities say", "## Who is missing from these counts", "## Where the sources disagree",
           "## Sources"]


def text_of(name):
    """The source of a chapter."""
    return (ROOT / "chapters" / f"{name}.md").read_text(encoding="utf-8")


def test_contents_and_files_are_the_same():
    """Every chapter is in the contents and every entry of the contents is a file."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    entries = [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]
    assert sorted(entries) == [f"chapters/{path.stem}" for path in CHAPTERS]
    assert toc["root"] == "index" and (ROOT / "index.md").exists()


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_closes_with_the_same_parts(name):
    """Each theme says what the authorities say, who is missing, where sources disagree, and its sources, in order."""
    places = [text_of(name).find(heading) for heading in CLOSING]
    assert -1 not in places and places == sorted(places)


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_has_the_length_of_a_chapter(name):
    """A theme has 500 to 1,200 words of prose."""
    prose = re.sub(r"^---.*?---|```.*?```|:::.*?:::", "", text_of(name), flags=re.DOTALL)
    assert 450 <= len(prose.split()) <= 1300


def test_the_family_has_no_numbers_charts_or_links():
    """The family's chapter is 150 to 300 words, without roles, cells, lists of sources or addresses."""
    text = text_of("one-family")
    whole = "{withdrawn}" not in text  # a withdrawn passage takes its words with it
    assert not whole or 150 <= len(text.split()) <= 300
    assert re.findall(r"\{num|\{source|code-cell|chapter-sources|https?:", text) == []
    for words in ("are not their names", "We interviewed no one", "only source"):
        assert not whole or words in text


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_cells_are_short(path):
    """A cell asks for one chart or table; what takes more belongs in the package."""
    for cell in re.findall(r"```\{code-cell\}.*?\n(.*?)```", path.read_text(encoding="utf-8"), flags=re.DOTALL):
        calls = re.findall(r"^(?:charts|tables)\.\w+\(", cell, flags=re.MULTILINE)
        assert len(calls) == 1, cell


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_chapters_with_cells_open_as_notebooks(path):
    """A chapter with a cell names its kernel with the label without which JupyterLab does not open it."""
    text = path.read_text(encoding="utf-8")
    if "{code-cell}" in text:
        assert set(yaml.safe_load(text.split("---")[1])["kernelspec"]) >= {"name", "display_name"}


@pytest.mark.parametrize("name", ["torture", "one-family"])
def test_distressing_passages_come_after_a_note_and_a_way_round(book, name):
    """On the page the note and a link that leads past the passage come first, and no summary quotes the passage."""
    page = BeautifulSoup((book / "_build" / "html" / "chapters" / f"{name}.html").read_text("utf-8"), "html.parser")
    order = page.select(".content-note, .distress")
    assert [tag["class"][0] for tag in order[:2]] != [] and "content-note" in order[0]["class"]
    note, passage = page.select_one(".content-note"), page.select_one(".distress")
    assert note.sourceline < passage.sourceline
    link = note.select_one("a[href]")["href"]
    target = link.split("#")[1]
    assert passage.find(id=target) is None, "the way round must not lead into the passage"
    description = page.select_one('meta[name="description"]')
    words = description["content"] if description else ""
    assert words[:40] not in passage.get_text(" ", strip=True) or not words
