"""The build an editor and a reader rely on: whole, loud, and never half replaced."""

import subprocess
import sys

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, build, tree


@pytest.fixture
def built_toy(toy):
    """A toy book with a good site."""
    result = build(toy)
    assert result.returncode == 0, result.stdout
    return toy


def break_it(project, fault):
    """Make one mistake in a toy book."""
    index, numbers = project / "index.md", project / "data" / "numbers.csv"
    def edit(path, old, new):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    cell = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n# Toy\n\n```{code-cell} python\n%s\n```\n"
    {"unknown id": lambda: edit(index, "seen_2025", "sen_2025"),
     "unknown source": lambda: edit(index, "field_notes", "feild_notes"),
     "raising cell": lambda: index.write_text(cell % "1 / 0"),
     "typed number": lambda: edit(index, "Known are", "1,255 of 1,300 are known, known are"),
     "floor without its bound": lambda: edit(index, "Known are {num}", "There were {num:bare}"),
     "superlative": lambda: edit(index, "Known are", "The largest wave: known are"),
     "number in a cell": lambda: index.write_text(cell % "limit = 1254"),
     "rival without an entry": lambda: numbers.write_text(numbers.read_text() + (
         "seen_2025_other,seen,2025-01-01,2025-12-31,Nowhere,,,,1300,,at_least,persons,flow,Watchers,field_notes,"
         "page 2,rival,report,\n")),
     "value not a number": lambda: edit(numbers, ",1254,", ",unknown,"),
     "missing file": lambda: (project / "data" / "sources.csv").unlink()}[fault]()


FAULTS = {"unknown id": "index.md, line 3: There is no number, source or chart named 'sen_2025'. The nearest are: seen_2025",
          "unknown source": "index.md, line 3: There is no number, source or chart named 'feild_notes'. The nearest are: "
                            "field_notes",
          "raising cell": "index.md, line 9: The code cell stopped with ZeroDivisionError: division by zero",
          "typed number": "index.md, line 3: The number 1,255 is typed by hand.",
          "floor without its bound": "index.md, line 3: seen_2025 is a floor, and its sentence does not say so.",
          "superlative": "index.md, line 3: 'largest' ranks or claims a trend, and its sentence has no class.",
          "number in a cell": "index.md, line 9: The number 1254 is typed into a code cell.",
          "rival without an entry": "data/numbers.csv, row seen_2025_other: It differs from seen_2025, and no entry",
          "value not a number": "data/numbers.csv, line 3, column value: 'unknown' is not a number.",
          "missing file": "data/sources.csv: The file is missing."}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_stops_every_run_and_leaves_the_site(built_toy, fault):
    """A mistake ends the build non-zero with file and line, on the second run too, and the last site stays whole."""
    before = tree(built_toy / "_build" / "html")
    break_it(built_toy, fault)
    for _ in range(2):
        result = build(built_toy)
        assert result.returncode != 0
        assert FAULTS[fault] in result.stdout
        assert tree(built_toy / "_build" / "html") == before


def test_a_mended_book_builds_again(built_toy):
    """When the cause is gone the next build is good and shows the change."""
    break_it(built_toy, "unknown id")
    assert build(built_toy).returncode != 0
    (built_toy / "index.md").write_text("# Toy\n\nMended: {num}`seen_2025_men`.\n")
    assert build(built_toy).returncode == 0
    assert "at least 899" in (built_toy / "_build" / "html" / "index.html").read_text(encoding="utf-8")


def test_a_number_changes_on_the_page_with_its_row(built_toy):
    """Change a value in data/ and the page follows, although the page's own file did not change."""
    page = built_toy / "_build" / "html" / "index.html"
    assert "at least 1,254" in page.read_text(encoding="utf-8")
    numbers = built_toy / "data" / "numbers.csv"
    numbers.write_text(numbers.read_text().replace(",1254,", ",1255,").replace(",355,", ",356,"))
    assert build(built_toy).returncode == 0
    assert "at least 1,255" in page.read_text(encoding="utf-8")


def test_a_copy_runs_its_own_code(built_toy):
    """A copy of the project runs the copy's package, in roles and in cells: a changed helper shows on the page."""
    wording = built_toy / "report" / "wording.py"
    wording.write_text(wording.read_text().replace('"at_least": "at least"', '"at_least": "no fewer than"'))
    (built_toy / "index.md").write_text(
        "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n# Toy\n\nHere {num}`seen_2025`.\n\n"
        "```{code-cell} python\nfrom report.pictures import said\nfrom report.dataset import dataset\n"
        'print("cell:", said(dataset().number("seen_2024")))\n```\n')
    assert build(built_toy).returncode == 0
    page = (built_toy / "_build" / "html" / "index.html").read_text(encoding="utf-8")
    assert "no fewer than 1,254" in page and "cell: no fewer than 1,100" in page


def test_nothing_of_a_removed_page_stays(built_toy):
    """A chapter taken out of the book is gone from the site after the next build."""
    (built_toy / "chapters" / "extra.md").write_text("# Extra\n\nMore.\n")
    toc = built_toy / "_toc.yml"
    before = toc.read_text()
    toc.write_text(before + "  - file: chapters/extra\n")
    assert build(built_toy).returncode == 0
    assert (built_toy / "_build" / "html" / "chapters" / "extra.html").exists()
    toc.write_text(before)
    (built_toy / "chapters" / "extra.md").unlink()
    assert build(built_toy).returncode == 0
    assert not (built_toy / "_build" / "html" / "chapters" / "extra.html").exists()


def test_a_replacement_that_was_killed_is_mended(built_toy):
    """If the build dies between its two renames, the next build puts the last good site back before it starts."""
    site = built_toy / "_build" / "html"
    before = tree(site)
    site.rename(site.with_name("html.last"))
    break_it(built_toy, "unknown id")
    assert build(built_toy).returncode != 0
    assert tree(site) == before


def test_every_chart_on_the_real_pages_has_words_and_a_table(book):
    """Each picture of the built book has a text alternative in words and a table in a fold behind it."""
    pictures = 0
    for page in (book / "_build" / "html" / "chapters").glob("*.html"):
        html = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        alts = [image.get("alt", "") for image in html.select("figure img")]
        assert all(len(alt.split()) > 8 and "chart." in alt for alt in alts), page.name
        assert len(html.select("details.fold")) >= len(alts), page.name
        pictures += len(alts)
    assert pictures >= 9


def test_no_path_of_the_machine_is_published(book):
    """Nothing in the built pages names the folder in which they were built."""
    for page in (book / "_build" / "html").rglob("*.html"):
        assert str(book) not in page.read_text(encoding="utf-8"), page.name


def test_another_python_is_refused_in_one_line(monkeypatch):
    """A Python that the lock does not cover is refused before anything is read."""
    import sys

    from sphinx.errors import ConfigError

    from report.book import setup
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    with pytest.raises(ConfigError, match="needs Python 3.11, 3.12 or 3.13"):
        setup(None)


def test_the_process_that_builds_does_without_the_charts_packages():
    """What draws charts is imported by the kernels alone: the build has the memory and the second for its own work."""
    code = "import sys, report.book; print(sorted({'matplotlib', 'pandas', 'typst'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert result.stdout == "[]\n", result.stdout + result.stderr
