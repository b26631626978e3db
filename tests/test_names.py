"""The names guard: planted names are found with their place, by the checks that the build calls, and the rest passes.

All names here are invented.
"""

import re
import shutil
from types import SimpleNamespace

import pytest
from conftest import LEFT_BEHIND, ROOT
from docutils import nodes
from sphinx.addnodes import pending_xref

from report.book import audit, checks
from report.book.guard import faults_of_files
from report.book.numbers import link, traced
from report.names import allowed_of, names_in

ASKS = ("'Testa Testova' looks like the name of a person. "
        "If it is none, or may be printed, add it to data/names.csv with the reason.")


@pytest.fixture(scope="module")
def allowed(data):
    """What the real dataset lets through."""
    return allowed_of(data)


def found(text, allowed):
    """The names that the guard sees in a text."""
    return [name for _, name in names_in(text, allowed)]


SEEN = {"in a sentence": ("It was said by Testa Testova.", "Testa Testova"),
        "at the start of a sentence": ("It ended. Testa Testova said so.", "Testa Testova"),
        "behind the first word of a sentence": ("In Testa Testova they saw it.", "Testa Testova"),
        "alone": ("Testa Testova", "Testa Testova"),
        "in capitals": ("TESTA TESTOVA", "TESTA TESTOVA"),
        "in Russian": ("Сказала Прозвищева Имя вчера", "Сказала Прозвищева Имя"),
        "in Belarusian": ("паведаміла Прозвішча Імя ўчора", "Прозвішча Імя"),
        "in Belarusian with Latin letters": ("kazała Śviatłana Prozviščava-Ŭzornaja", "Śviatłana Prozviščava-Ŭzornaja"),
        "with a letter that is not composed": ("by Testa Te\u0301stova", "Testa Téstova"),
        "with an apostrophe": ("by Test'ana O’Testova", "Test'ana O’Testova"),
        "with a particle": ("by Testa van der Testova", "Testa van der Testova"),
        "with a middle initial": ("by Testa T. Testova", "Testa T. Testova"),
        "over the end of a line": ("by Testa\nTestova", "Testa Testova"),
        "with a space that does not break": ("by Testa\N{NO-BREAK SPACE}Testova", "Testa Testova"),
        "in emphasis": ("by Testa **Testova**", "Testa Testova"),
        "in an address": ("https://example.org/Testa_Testova", "Testa Testova"),
        "beside a first name that may be printed": ("by Volha Testova", "Volha Testova"),
        "beside a body that may be printed": ("by Viasna Testova", "Viasna Testova")}


@pytest.mark.parametrize("case", SEEN)
def test_a_name_is_seen(allowed, case):
    """Two or more capitalised words in a row are found whole, in any alphabet with capitals."""
    text, name = SEEN[case]
    assert found(text, allowed) == [name]


@pytest.mark.parametrize("text", [
    "Volha and Mikalai are not their names.",
    "The Prosecutor General’s Office of Belarus and the Human Rights Council say so.",
    "Viasna Human Rights Center, 16 January 2026",
    "Convictions in Belarus. Lithuania and Poland, Ukraine and Russia.",
    "In December Viasna counted people in the United States.",
    "Lithuania: Belarus", "Article 342 of the Criminal Code", "Domashnyaya khimiya"])
def test_what_is_no_name_or_may_be_printed_passes(allowed, text):
    """The two changed names, bodies, places, terms and the first words of sentences are let through."""
    assert found(text, allowed) == []


@pytest.mark.parametrize("text", [
    "It was said by Testova.", "Testa said so.", "by T. Testova", "by testa testova", "by @testatestova",
    "by Testova, Testa", "by Testa (Testova)", "Testova Belarus", "by An Testova"])
def test_what_the_guard_misses(allowed, text):
    """The limit, stated: one word, an initial, lower case, a comma or bracket between, a sentence's first word beside
    an allowed one, and a plain word as a name pass."""
    assert found(text, allowed) == []


def test_only_the_changed_names_are_of_persons(data):
    """No person may be printed but the two whose names Viasna changed."""
    assert {name.name for name in data.names.values() if name.kind == "person"} == {"Volha", "Mikalai"}
    assert all("Changed by Viasna" in data.names[name].reason for name in ("Volha", "Mikalai"))


def paragraph(doctree):
    """The first paragraph of a page."""
    return next(doctree.findall(nodes.paragraph))


def into(find):
    """Plant the name in the first node of a kind, or in the first text element inside it."""
    def plant(doctree):
        node = next(doctree.findall(find))
        node = node if isinstance(node, nodes.TextElement) else next(node.findall(nodes.TextElement))
        node += nodes.Text(", Testa Testova")
    return plant


def attribute(find, name, value):
    """Plant a value in an attribute of the first node of a kind."""
    def plant(doctree):
        next(doctree.findall(find))[name] = value
    return plant


def in_cell(doctree):
    """Plant the name in a string of the first cell."""
    block = next(b for b in doctree.findall(nodes.literal_block) if "cell_input" in b.parent["classes"])
    block.children = [nodes.Text(block.astext() + "\nnote = 'by Testa Testova'")]


ON_PAGES = {"prose": into(nodes.paragraph), "a heading": into(nodes.title), "a caption": into(nodes.caption),
            "a table": into(nodes.entry), "a code cell": in_cell,
            "an alt text": attribute(nodes.image, "alt", "A chart that was drawn by Testa Testova."),
            "the file name of a chart": attribute(nodes.image, "uri", "_build/charts/Testa-Testova.png"),
            "words made from rows": lambda tree: paragraph(tree).append(traced(", Testa Testova", "title")),
            "words half in a link": lambda tree: paragraph(tree).extend([
                nodes.Text(", Testa "), nodes.reference("", "Testova", refuri="https://example.org")]),
            "a comment": lambda tree: tree.append(nodes.comment("", "By Testa Testova"))}


@pytest.mark.parametrize("where", ON_PAGES)
def test_a_name_planted_in_a_page_is_found(read_page, data, where):
    """A name in an executed page gives one message, with file and line, that says what to do."""
    doctree = read_page("chapters/convictions")
    ON_PAGES[where](doctree)
    faults = {str(fault) for fault in audit.faults_of_page(doctree, "chapters/convictions.md", data)}
    assert len(faults) == 1, faults
    message = faults.pop()
    assert message.startswith("chapters/convictions.md, line ") and message.endswith(ASKS)


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """A copy of the project's files to plant names in; a test puts back what it changed."""
    return shutil.copytree(ROOT, tmp_path_factory.mktemp("clean") / "project", ignore=LEFT_BEHIND)


def test_a_clean_copy_has_no_finding(clean, data):
    """The project's own data, settings and file names hold no name that is not let through."""
    assert faults_of_files(clean, data) == []


IN_FILES = {
    "a note of the data": ("data/numbers.csv", ",report,\n", ",report,seen by Testa Testova\n", "column note"),
    "the title of a source": ("data/sources.csv", "News archive", "Testa Testova: news archive", "column title"),
    "a body that counts": ("data/counters.csv", "Freedom House,Freedom House", "Freedom House,Testa Testova",
                           "column full_name"),
    "a reason of the allow-list": ("data/names.csv", "Law.", "Said by Testa Testova.", "column reason"),
    "the dictionary": ("data/datapackage.json", "Likely reason.", "Likely reason, says Testa Testova.", "line "),
    "the edition": ("data/edition.yml", "title: ", "title: Testa Testova on ", "line 3"),
    "the settings": ("_config.yml", 'author: ""', "author: Testa Testova", "line 2"),
    "the contents": ("_toc.yml", "In short", "Testa Testova in short", "line "),
    "the changelog": ("CHANGELOG.md", "The first", "Testa Testova says: the first", "line "),
    "the citation": ("CITATION.cff", "Please credit", "Testa Testova says: please credit", "line 2"),
    "the README": ("README.md", "An annual report", "An annual report by Testa\nTestova", "line 3")}


@pytest.mark.parametrize("where", IN_FILES)
def test_a_name_planted_in_a_file_is_found(clean, data, where):
    """A name in the data or in a file about the book is found with file and line, or column."""
    file, old, new, place = IN_FILES[where]
    path, before = clean / file, (clean / file).read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), encoding="utf-8")
    faults = [str(fault) for fault in faults_of_files(clean, data)]
    path.write_text(before, encoding="utf-8")
    assert len(faults) == 1 and faults[0].startswith(f"{file}, line ") and place in faults[0] and ASKS in faults[0]


def test_the_halves_of_a_name_in_a_citation_are_found(clean, data):
    """A citation file that keeps first name and surname on two lines gives a finding for each."""
    path, before = clean / "CITATION.cff", (clean / "CITATION.cff").read_text(encoding="utf-8")
    path.write_text(re.sub(r"\n- name: .*", "\n- family-names: Testova\n  given-names: Testa", before, count=1), encoding="utf-8")
    faults = [str(fault) for fault in faults_of_files(clean, data)]
    path.write_text(before, encoding="utf-8")
    assert len(faults) == 2 and "line 9: 'Testova'" in faults[0] and "line 10: 'Testa'" in faults[1], faults


@pytest.mark.parametrize("file", ["chapters/Testa-Testova.md", "data/Testa_Testova.csv", "Testa Testova.md"])
def test_a_name_planted_as_a_file_name_is_found(clean, data, file):
    """A chapter, a data file or a page that is named after someone is found by its path."""
    (clean / file).write_text("", encoding="utf-8")
    faults = [str(fault) for fault in faults_of_files(clean, data)]
    (clean / file).unlink()
    assert len(faults) == 1 and faults[0].startswith(f"{file}: ") and "looks like the name of a person" in faults[0]


def test_a_finding_stops_the_build_before_anything_is_read(clean):
    """The check that the build calls first refuses a project with a name in its files and accepts a clean one."""
    checks.check_data(SimpleNamespace(srcdir=clean))
    (clean / "chapters" / "Testa-Testova.md").write_text("", encoding="utf-8")
    with pytest.raises(checks.Faulty, match="chapters/Testa-Testova.md: 'Testa Testova"):
        checks.check_data(SimpleNamespace(srcdir=clean))
    (clean / "chapters" / "Testa-Testova.md").unlink()


def link_to(target, domain="doc", kind="myst"):
    """A link within the book, as a chapter writes it."""
    return pending_xref("", nodes.inline("", "here"), refdomain=domain, reftype=kind, reftarget=target)


IN_ACCOUNT, IN_NOTE = "Volha and Mikalai", "This chapter"
NUMBER = traced("at least 1,254", "number", number_id="convicted_2025", tabled=True)
ELSEWHERE = {
    "a number": (IN_ACCOUNT, NUMBER, "convicted_2025"),
    "a number with its link": (IN_ACCOUNT, link("card", "convicted_2025", NUMBER.deepcopy()), "convicted_2025"),
    "a citation": (IN_ACCOUNT, link("source", "amnesty_annual_2024", traced("a body", "source")),
                   "amnesty_annual_2024"),
    "a citation of the bulletin": (IN_ACCOUNT, link("source", "viasna_bulletin_2026_01_16",
                                                    traced("a body", "source")), "viasna_bulletin_2026_01_16"),
    "a link out of the book": (IN_ACCOUNT, nodes.reference("", "here", refuri="https://example.org"),
                               "https://example.org"),
    "a link out of the note": (IN_NOTE, nodes.reference("", "here", refuri="https://example.org"),
                               "https://example.org"),
    "a link to another chapter": (IN_ACCOUNT, link_to("chapters/torture"), "chapters/torture"),
    "a link to a part of another chapter": (IN_ACCOUNT, link_to("tbl-forms", "std", "ref"), "tbl-forms"),
    "a way round to the sources": (IN_NOTE, link_to("chapters/sources"), "chapters/sources"),
    "a way round to the cards": (IN_NOTE, link_to("chapters/numbers-torture"), "chapters/numbers-torture"),
    "the words of another publisher": (IN_ACCOUNT, nodes.Text(", says Amnesty International"),
                                       "Amnesty International")}


@pytest.mark.parametrize("what", ELSEWHERE)
def test_the_familys_account_takes_nothing_from_elsewhere(read_page, data, what):
    """A number, a citation, a link or another publisher in the family's chapter is a fault with its place."""
    start, node, said = ELSEWHERE[what]
    doctree = read_page("chapters/one-family")
    next(p for p in doctree.findall(nodes.paragraph) if p.astext().startswith(start)).append(node.deepcopy())
    faults = {str(fault) for fault in audit.faults_of_page(doctree, "chapters/one-family.md", data)}
    assert len(faults) == 1, faults
    place, problem = faults.pop().split(": ", 1)
    assert place.startswith("chapters/one-family.md, line ")
    assert problem == f"The family's account rests on the bulletin alone. Take out {said}."


def test_the_way_round_the_familys_account_is_let_through(read_page, data):
    """The link in the note before the account stays, and nothing of the chapter as it stands is a fault."""
    doctree = read_page("chapters/one-family")
    assert [node["reftarget"] for node in doctree.findall(pending_xref)] == ["displacement-setting"]
    assert audit.faults_of_page(doctree, "chapters/one-family.md", data) == []
