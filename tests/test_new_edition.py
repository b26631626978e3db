"""The next edition: started by one command, made by new rows alone, refused while rows are missing.

Its numbers are invented here, in a copy of the project, and say so.
"""

import csv
import json
import pickle
import re
import subprocess
import sys
from fnmatch import fnmatch
from types import SimpleNamespace

import pikepdf
import pypdf
import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, build, copy_project
from docutils import nodes

from report.book import audit
from report.dataset import dataset, load
from report.faults import FaultsFound
from report.new_edition import edited, write_all

LAST = dataset().edition.year
YEAR = LAST + 1
TITLE = dataset().edition.title.replace(str(LAST), str(YEAR))
INVENTED = "INVENTED for a test"


def command(project, *arguments):
    """Run a command of the project in a copy of it."""
    return subprocess.run([sys.executable, "-m", "report", *arguments], cwd=project, text=True, capture_output=True)


def invent(project, wanted):
    """Add a row for each id that is wanted, and for its whole: last year's row, doubled, so that parts add up."""
    with open(project / "data" / "numbers.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    later = lambda text: text.replace(str(LAST), str(YEAR))
    a_year_on = lambda day: f"{int(day[:4]) + 1}{day[4:]}"
    before = {later(row["number_id"]): row for row in rows if str(LAST) in row["number_id"]}
    ids = [number_id for number_id in before if any(fnmatch(number_id, asked) for asked in wanted)]
    for number_id in ids:
        whole = later(before[number_id]["part_of"])
        ids += [whole] if whole and whole not in ids else []
    with open(project / "data" / "numbers.csv", "a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, rows[0], lineterminator="\n").writerows(before[number_id] | {
            "number_id": number_id, "period_start": a_year_on(before[number_id]["period_start"]),
            "period_end": a_year_on(before[number_id]["period_end"]), "part_of": later(before[number_id]["part_of"]),
            "value": int(float(before[number_id]["value"])) * 2, "source_id": "invented", "locator": INVENTED,
            "note": INVENTED} for number_id in ids)
    with open(project / "data" / "sources.csv", "a", encoding="utf-8") as file:
        file.write(f"invented,{INVENTED},{INVENTED},press,{YEAR + 1}-01-01,https://example.org/,,{YEAR + 1}-01-02,page,"
                   "counter,not stated\n")


@pytest.fixture(scope="module")
def next_edition(tmp_path_factory):
    """The next edition in a copy of the project, with what each step on the way said."""
    project = copy_project(tmp_path_factory.mktemp("next") / "project")
    site = project / "_build" / "html" / "index.html"
    site.parent.mkdir(parents=True)
    site.write_text("The last good site.")
    steps = SimpleNamespace(project=project, site=site.parent, begun=command(project, "new-edition", str(YEAR)))
    steps.early, steps.refused = command(project, "new-edition", str(YEAR + 1)), build(project)
    steps.site_then = [path.read_text() for path in site.parent.iterdir()]
    steps.lacking = dict(line.strip().split(": ", 1) for line in steps.begun.stdout.splitlines()
                         if re.match(r"   [a-z_]+\S*: (?:index|chapters)", line) and f"_{YEAR}" in line)
    invent(project, steps.lacking)
    steps.far, steps.built = command(project, "new-edition", str(YEAR + 2)), build(project)
    assert steps.built.returncode == 0, steps.built.stdout
    return steps


def place_of(words, chapter="chapters/convictions.md"):
    """Return file and line of the first line of a chapter that has some words."""
    lines = (ROOT / chapter).read_text(encoding="utf-8").splitlines()
    return f"{chapter}, line {next(number for number, line in enumerate(lines, 1) if words in line)}"


@pytest.fixture(scope="module")
def pages(next_edition):
    """Every page of the next edition."""
    return {path.relative_to(next_edition.site).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
            for path in next_edition.site.rglob("*.html")}


def test_only_the_files_that_name_the_edition_change(next_edition):
    """Year and version change and the comments stay; the corrections get a new section above that of last year."""
    before, after = ((folder / "data" / "edition.yml").read_text("utf-8") for folder in (ROOT, next_edition.project))
    assert after == re.sub(r'(?m)^version: .*', f'version: "{YEAR}.0"', before.replace(f"year: {LAST}", f"year: {YEAR}"))
    log = (next_edition.project / "CHANGELOG.md").read_text(encoding="utf-8")
    assert log.index("<!-- start -->") < log.index(f"## Edition {YEAR}.0") < log.index(f"## Edition {LAST}.0")
    assert TITLE in (next_edition.project / "CITATION.cff").read_text(encoding="utf-8")
    for name in ("numbers.csv", "sources.csv"):
        before, after = ((folder / "data" / name).read_text("utf-8") for folder in (ROOT, next_edition.project))
        assert after.startswith(before)


def test_what_comes_next_is_said(next_edition):
    """The command names each number that a page asks for in vain and each line that still names last year."""
    assert next_edition.begun.returncode == 0, next_edition.begun.stderr
    assert place_of("{num}`convicted_YEAR`") in next_edition.lacking[f"convicted_{YEAR}"]
    assert any(re.search(rf"   chapters/[\w-]+\.md, line \d+: .*\b{LAST}\b", line)
               for line in next_edition.begun.stdout.splitlines())
    assert "one-family" not in next_edition.begun.stdout


def test_without_rows_nothing_is_built(next_edition):
    """A build without the new rows names every missing number with each file and line at once; the last site stays."""
    assert next_edition.refused.returncode != 0 and len(next_edition.lacking) > 20
    for number_id, places in next_edition.lacking.items():
        for place in places.split("; "):
            assert f"{place}: There is no number, source or chart named '{number_id}'." in next_edition.refused.stdout
    assert next_edition.site_then == ["The last good site."]


def test_the_command_refuses_what_it_cannot_do(next_edition):
    """While rows are missing, or for a year that is not the next, no edition is started."""
    for refused, why in ((next_edition.early, f"'convicted_{YEAR}'"), (next_edition.far, "is not the next. Start")):
        assert refused.returncode == 1 and why in refused.stdout and "has begun" not in refused.stdout
    assert f"year: {YEAR}\n" in (next_edition.project / "data" / "edition.yml").read_text(encoding="utf-8")


def test_titles_follow(next_edition, pages):
    """Titles of pages, of both PDFs and of the cover, the first heading and the file of the data say the new year."""
    assert pages["index.html"].h1.get_text() == pages["index.html"].title.get_text() == TITLE
    for name, page in pages.items():
        assert page.title.get_text().endswith(TITLE), name
        assert dataset().edition.title not in page.get_text(), name
    assert (next_edition.site / "data" / f"belarus-{YEAR}-data.zip").exists()
    for name, title in (("report.pdf", TITLE), ("brief.pdf", f"{TITLE}: the brief")):
        with pikepdf.open(next_edition.site / name) as pdf:
            assert str(pdf.docinfo["/Title"]) == title
        assert title in " ".join(pypdf.PdfReader(next_edition.site / name).pages[0].extract_text().split())


def test_numbers_charts_and_tables_follow(next_edition, pages):
    """Pages print the new numbers; charts end with them; captions say the new year."""
    made = json.loads((next_edition.site / "data" / "numbers.json").read_text(encoding="utf-8"))
    records = {record["number_id"]: record for record in made["numbers"]}
    assert made["edition"]["year"] == YEAR and made["edition"]["version"] == f"{YEAR}.0"
    new, page = records[f"convicted_{YEAR}"]["printed"], pages["chapters/convictions.html"]
    assert f"Viasna knows of {new} people convicted" in page.get_text()
    assert page.find(href=re.compile(f"#convicted_{YEAR}$"))
    drawn = (next_edition.site / "data" / "charts" / "convicted-by-year.svg").read_text(encoding="utf-8")
    assert f"{new.capitalize()} people convicted in {YEAR}" in drawn
    assert any(f"Belarus, {YEAR}" in caption.get_text() for caption in page.select("caption"))
    for name, ending in (("convicted-by-year", f"convicted_{YEAR}"), ("prisoners", f"political_prisoners_{YEAR}_12_31")):
        assert ending in (next_edition.site / "data" / "charts" / f"{name}.csv").read_text(encoding="utf-8")


def test_last_year_stays(next_edition, pages):
    """The numbers of last year keep ids, values and sources, and are printed as last year's."""
    records = {record["number_id"]: record for record in json.loads(
        (next_edition.site / "data" / "numbers.json").read_text(encoding="utf-8"))["numbers"]}
    for number_id in (f"convicted_{LAST}", f"political_prisoners_{LAST}_12_31"):
        row = dataset().number(number_id)
        assert (records[number_id]["value"], records[number_id]["source_id"]) == (row.value, row.source_id)
    text = " ".join(pages["chapters/political-prisoners.html"].get_text().split())
    assert f"At the end of {LAST} it counted {records[f'political_prisoners_{LAST}_12_31']['printed']}" in text


PLANTED = {"The wave was the largest.": "'largest' ranks or claims a trend, and its sentence has no class.",
           "So says Testa Testova.": "'Testa Testova' looks like the name of a person."}


def test_checks_follow(next_edition, pages):
    """In the next edition trends and names are found as before, and so is last year's year beside a new number."""
    tree = pickle.loads((next_edition.project / "_build" / ".doctrees" / "chapters" / "convictions.doctree").read_bytes())
    data = load(next_edition.project / "data")
    paragraphs = [node for node in tree.findall(nodes.paragraph) if f"in {YEAR}" in node.astext()]
    for paragraph in paragraphs:
        for words in list(paragraph.findall(nodes.Text)):
            words.parent.replace(words, nodes.Text(words.replace(str(YEAR), str(LAST))))
    for words in PLANTED:
        paragraphs[0] += nodes.Text(" " + words)
    faults = " ".join(map(str, audit.faults_of_page(tree, "chapters/convictions.md", data)))
    other_year = f"convicted_{YEAR} is of {YEAR}, and the words beside it name {LAST}."
    for wanted in (*PLANTED.values(), f"{place_of('{num}`convicted_YEAR`')}: {other_year}"):
        assert wanted in faults
    assert pages["chapters/claims.html"].select("main li") and pages["chapters/discrepancies.html"].select(".register")


def test_a_file_without_its_line_is_named(tmp_path):
    """Where a file no longer names the edition, the command says which and changes nothing."""
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n")
    with pytest.raises(FaultsFound, match="CHANGELOG.md: Nothing in it fits the pattern"):
        edited(tmp_path / "CHANGELOG.md", {"<!-- start -->": ""}, YEAR)


def test_all_files_are_written_or_none(tmp_path):
    """If one file cannot be written, the others stay as they were, and nothing is left beside them."""
    (tmp_path / "first").write_text("old")
    (tmp_path / "second.next").mkdir()  # in the way
    with pytest.raises(OSError):
        write_all({tmp_path / "first": "new", tmp_path / "second": "new"})
    assert (tmp_path / "first").read_text() == "old" and not (tmp_path / "first.next").exists()
