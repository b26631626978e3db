"""A book in later years: an earlier edition to compare with, corrections, a withdrawn passage, a newer edition.

All of it is invented, and made from a toy book.
"""

import io
import shutil
import sys
import zipfile

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, build, make_toy

from report.book.page import newer_edition
from report.book.withdrawals import faults_of_withdrawals
from report.cards import as_record
from report.changes import KINDS
from report.dataset import load
from report.edition import read_edition
from report.faults import FaultsFound
from report.paragraph_list import layout
from report.published import keep

sys.path.insert(0, str(ROOT / "tests" / "typstbook"))
import reading  # noqa: E402

WORD = "Pomegranates"
CHAPTER = (f"# Torture\n\nThe first paragraph.\n\n{WORD} are in the second, and {{num}}`seen_2022` people of 2022.\n\n"
           f"- {WORD} in a list.\n\nThe third paragraph.\n")
ROW = "seen_{0},seen,{0}-01-01,{0}-12-31,Nowhere,,,,900,,at_least,persons,flow,Watchers,field_notes,page 1,final,report,\n"
INDEX = ("# Toy\n\nHere are {num}`seen_2025`, {num}`seen_2025_men` and {num}`seen_2025_women`. There were {num}`seen_2023` "
         "in 2023.\n")
CHANGED = "# What changed\n\n```{what-changed}\nOnly in the first edition.\n```\n"
NOTICE = "```{{withdrawn}} {}\n{}```\n"
CONTENTS = "format: jb-book\nroot: index\nchapters:\n" + "".join(
    f"  - file: chapters/{name}\n" for name in ("torture", "changes", "corrections", "numbers-convictions"))


def holding(files, word):
    """Return the names of files that hold a word, those of PDFs and inside zips as well."""
    found = []
    for name, content in files:
        if name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found += holding([(f"{name}:{inner.partition('/')[2]}", archive.read(inner))
                                  for inner in archive.namelist()], word)
        else:
            text = reading.text(io.BytesIO(content)) if name.endswith(".pdf") else content.decode("utf-8", "ignore")
            found += [name] * (word in text)
    return found


def published(site):
    """Return name and content of every file of a site."""
    return [(path.relative_to(site).as_posix(), path.read_bytes()) for path in site.rglob("*") if path.is_file()]


def earlier_edition(data):
    """The numbers.json of an invented edition of the year before: one number is not there yet, and one is no longer
    printed now."""
    numbers = [as_record(data, number) for number in data.numbers.values()]
    changes = {"seen_2023": {"value": 800.0, "printed": "at least 800"}, "seen_2025_men": {"printed": "at least 900"},
               "seen_2025_women": {"counts": "number of women met"}}
    return {"edition": {"version": "2024.0", "year": 2024, "published": "2025-01-01"},
            "numbers": [record | changes.get(record["number_id"], {}) for record in numbers
                        if record["number_id"] != "seen_2025"]}


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    """Three builds of a toy book: with a passage, with a withdrawal that is wrong in every way, with the right one and
    all else that later years bring. Returns the book, the files of the first site and what the second build said."""
    project = make_toy(tmp_path_factory.mktemp("later") / "toy")
    chapter, log = project / "chapters" / "torture.md", project / "data" / "withdrawals.csv"
    (project / "_toc.yml").write_text(CONTENTS)
    numbers = project / "data" / "numbers.csv"
    rows = numbers.read_text(encoding="utf-8")
    numbers.write_text(rows + ROW.format(2022) + ROW.format(2023), encoding="utf-8")
    (project / "index.md").write_text(INDEX)
    for name in ("changes", "corrections", "numbers-convictions"):
        shutil.copy(ROOT / "chapters" / f"{name}.md", project / "chapters")
    (project / "chapters" / "changes.md").write_text(CHANGED)
    chapter.write_text(CHAPTER)
    result = build(project)
    assert result.returncode == 0, result.stdout
    before = published(project / "_build" / "html")

    lines = CHAPTER.split("\n\n")
    chapter.write_text("\n\n".join([*lines[:2], NOTICE.format("3", f"{WORD} stayed.\n"), *lines[3:]]))
    log.write_text("passage,date\ntorture/1,2026-12-01\n")
    said = build(project).stdout

    chapter.write_text("\n\n".join([*lines[:2], NOTICE.format("2", ""), NOTICE.format("", ""), lines[4]]))
    log.write_text("passage,date\ntorture,2026-12-02\ntorture/2,2026-12-01\n")
    numbers.write_text(rows + ROW.format(2023), encoding="utf-8")
    keep(earlier_edition(load(project / "data")), project / "data" / "published")
    (project / "data" / "corrections.csv").write_text(
        "correction_id,number_id,edition,old,new,date,reason\n"
        "men,seen_2025_men,2024.0,at least 900,at least 899,2026-05-01,A slip.\n")
    settings = project / "data" / "edition.yml"
    settings.write_text(settings.read_text().replace("newer:", "newer: ../2026"))
    result = build(project)
    assert result.returncode == 0, result.stdout
    return project, before, said


@pytest.fixture(scope="module")
def page(years):
    """Return a function that opens a page of the last site."""
    return lambda name: BeautifulSoup((years[0] / "_build" / "html" / f"{name}.html").read_text("utf-8"), "html.parser")


def cells(row):
    """Return the words of each cell of a row."""
    return [cell.get_text() for cell in row.select("th, td")]


# -- what changed ---------------------------------------------------------------------------------------------------


def test_each_kind_of_change_is_listed(years, page):
    """With an earlier edition the page lists every kind of change, and no longer what stands there in the first."""
    main = page("chapters/changes").main
    tables = {section.h2.get_text(): [cells(row) for row in section.select("tbody tr")]
              for section in main.select("section section")}
    assert "Only in the first edition." not in main.get_text() and "first edition" not in main.get_text()
    assert tables["New"] == [["number of people seen", "–", "at least 1,254", ""]]
    assert tables["Revised"] == [["number of people seen (sex: men)", "at least 900", "at least 899", "A slip."]]
    assert tables["Earlier years that grew"] == [["number of people seen", "at least 800", "at least 900", ""]]
    assert "That is no trend." in main.get_text()
    assert tables["No longer given"] == [["number of people seen", "at least 1,100", "–", ""]]
    [[what, old, new, _]] = tables["Redefined"]
    assert "number of women met" in old and "number of people seen (sex: women)" in new
    rows = (years[0] / "_build" / "html" / "data" / "changes.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[0] for row in rows] == ["change", *KINDS]


def test_a_correction_is_shown_with_its_reason(page):
    """The page of corrections prints old value, new value, day and reason, and leads to the card of the number."""
    [row] = page("chapters/corrections").select("tbody tr")
    assert cells(row) == ["number of people seen (sex: men): seen_2025_men", "at least 900 (edition 2024.0)",
                          "at least 899", "1 May 2026", "A slip."]
    assert row.select_one("a")["href"] == "numbers-convictions.html#seen_2025_men"


# -- a withdrawn passage --------------------------------------------------------------------------------------------


def test_the_words_of_a_withdrawn_passage_are_nowhere(years):
    """What stood in pages, PDF and zips stands in no file of the next site; nor does the number that only it gave."""
    project, before, _ = years
    after = published(project / "_build" / "html")
    stood = holding(before, WORD)
    assert {"chapters/torture.html", "report.pdf", "report-site.zip:chapters/torture.html",
            "report-site.zip:report.pdf"} <= set(stood)
    assert holding(after, WORD) == []
    assert "data/numbers.json" in holding(before, "seen_2022") and holding(after, "seen_2022") == []


def test_the_others_keep_their_numbers(page):
    """The notice has the number of the words, one in the place of a list has none, and all other paragraphs are what
    they were."""
    shown = [paragraph.get_text() for paragraph in page("chapters/torture").select("main section > p")]
    assert shown == ["1 The first paragraph.", "2 A passage was withdrawn on 1 December 2026.",
                     "A passage was withdrawn on 2 December 2026.", "3 The third paragraph."]


def test_the_log_says_that_and_not_what(page):
    """The page of corrections names chapter, paragraph and day; no page says who asked, or why."""
    entries = page("chapters/corrections").select("section#withdrawn-passages li")
    assert [entry.get_text() for entry in entries] == ["Torture: a passage was withdrawn on 2 December 2026.",
                                                       "Torture, paragraph 2: a passage was withdrawn on 1 December 2026."]
    assert "passage" not in page("chapters/torture").select_one("meta[name=description]")["content"]


@pytest.mark.parametrize("message", [
    "chapters/torture.md, line 5: A withdrawn passage still holds words. Delete them.",
    "chapters/torture.md, line 5: No withdrawal of torture/3 is logged. Add a row to data/withdrawals.csv: torture/3,",
    "chapters/torture.md, line 5: The notice stands in the place of paragraph 2. Write 2 beside withdrawn",
    "chapters/torture.md, line 3: Paragraph 1 is logged as withdrawn and still stands here."])
def test_a_wrong_withdrawal_is_named(years, message):
    """Words left behind, a missing row, another number and a passage that still stands stop the build."""
    assert message in years[2] and WORD not in years[2]


@pytest.mark.parametrize("digest, refused", [("bbbbbbbbbb", True), ("withdrawn 2", False), ("", False)])
def test_no_digest_of_a_withdrawn_paragraph_is_kept(years, tmp_path, digest, refused):
    """A digest could confirm what the words were: it is named with its line until its place is taken by a mark."""
    file = tmp_path / "paragraphs.json"
    file.write_text(layout({"torture": [["1", "aaaaaaaaaa"], ["2", digest]]}), encoding="utf-8")
    assert list(map(str, faults_of_withdrawals(load(years[0] / "data"), file))) == [
        "data/paragraphs.json, line 4: The digest of paragraph 2 of torture is kept, and the paragraph was withdrawn. "
        'Write "withdrawn 2" in its place.'] * refused


# -- a newer edition ------------------------------------------------------------------------------------------------


def test_every_page_leads_to_itself_in_the_newer_edition(years, page):
    """A build that was told of a newer edition says so on every page, and in print; each page leads to the same one
    there, and to the first page should that be missing."""
    site = years[0] / "_build" / "html"
    for path in site.rglob("*.html"):
        name = path.relative_to(site).as_posix()
        links = [link["href"] for link in page(name.removesuffix(".html")).select("aside.newer a")]
        up = "../" * name.count("/") + "../2026/"
        assert links == ([] if name == "index.html" else [up + name]) + [up + "index.html"], name
    assert "A newer edition exists" in reading.text(site / "report.pdf")


def test_a_newer_edition_elsewhere_is_named_by_its_host():
    """A link to another host shows it and sends no referrer; without a newer edition there is nothing."""
    link = BeautifulSoup(newer_edition("https://example.org/b/", "chapters/torture", False), "html.parser").a
    assert link["href"] == "https://example.org/b/chapters/torture.html" and "example.org" in link.get_text()
    assert set(link["rel"]) == {"noreferrer", "noopener"} and newer_edition(None, "index", True) == ""


def test_no_newer_edition_no_banner(site):
    """The real book knows of no newer edition unless data/edition.yml names one."""
    html = (site / "index.html").read_text(encoding="utf-8")
    assert ('class="newer"' in html) == bool(read_edition(ROOT / "data").newer)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//example.org/", "2026", "/2026/"])
def test_an_address_of_another_kind_is_refused(small_data, address):
    """A newer edition is named by a web address or by the way to its folder."""
    settings = small_data / "edition.yml"
    settings.write_text(settings.read_text().replace("newer:", f"newer: {address}"))
    with pytest.raises(FaultsFound, match="data/edition.yml: newer is "):
        load(small_data)
