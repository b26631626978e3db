"""Never stale: after any change a page is what a clean build makes of it, and only what asked for the change runs again."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from conftest import build, tree

FIRST = """---
file_format: mystnb
kernelspec:
  name: python3
---
# First

Known are {num}`seen_2025` people.

```{code-cell} python
from report import tables
tables.listing("People seen", "seen", {"All": "seen_2025"})
```
"""
SECOND = """---
file_format: mystnb
kernelspec:
  name: python3
---
# Second

```{code-cell} python
from report.dataset import dataset
from report.derived import resolve
from report.marks import bars
bars("seen-before", "People seen", "People seen, by year.", [("before", resolve(dataset(), "seen_2024"))],
     caption="People seen.")
```
"""


@pytest.fixture
def two_chapters(toy):
    """A built toy book with two chapters: one asks for a number of 2025, the other draws one of 2024."""
    with (toy / "index.md").open("a") as index:
        index.write("\nMade from data with the digest {edition}`digest`.\n")
    (toy / "chapters" / "first.md").write_text(FIRST)
    (toy / "chapters" / "second.md").write_text(SECOND)
    with (toy / "_toc.yml").open("a") as toc:
        toc.write("  - file: chapters/first\n  - file: chapters/second\n")
    result = build(toy)
    assert ran(result) == {"first", "second"}, result.stdout
    return toy


def ran(result) -> set[str]:
    """Return the chapters whose cells a build ran."""
    return set(re.findall(r"(\w+)\.md: Executed notebook", result.stdout))


def edit(path, old, new):
    """Change a piece of a file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def take_out(path, row):
    """Take a row out of a file of data/."""
    edit(path, next(line for line in path.read_text().splitlines(True) if line.startswith(f"{row},")), "")


def page(project, name) -> str:
    """Return a page of the built book."""
    return (project / "_build" / "html" / "chapters" / f"{name}.html").read_text(encoding="utf-8")


def _edit_quietly(path):
    before = path.stat()
    edit(path, "persons", "people")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _remove_second(book):
    (book / "chapters" / "second.md").unlink()
    edit(book / "_toc.yml", "  - file: chapters/second\n", "")


# What is changed, one after the other in the same book, and which chapters run again for it.
CHANGES = {
    "data": (lambda book: edit(book / "data" / "numbers.csv", ",1100,", ",1101,"), {"second"}),
    "data of no chapter": (lambda book: [edit(book / "data" / "numbers.csv", old, new)
                                         for old, new in ((",355,", ",354,"), (",899,", ",900,"))], set()),
    "helper": (lambda book: edit(book / "report" / "wording.py", '"at_least": "at least"', '"at_least": "no fewer than"'),
               {"first", "second"}),
    "theme": (lambda book: edit(book / "theme" / "report" / "layout.html", "Skip to the text", "Skip to the words"), set()),
    "design of the PDF": (lambda book: edit(book / "theme" / "report.typ", "66%", "50%"), set()),
    "lock": (lambda book: edit(book / "requirements.txt", "pandas==", "# changed\npandas=="), {"first", "second"}),
    "prose": (lambda book: edit(book / "chapters" / "first.md", "people", "persons"), {"first"}),
    "prose, the file keeping its date": (lambda book: _edit_quietly(book / "chapters" / "first.md"), {"first"}),
    "figure renamed": (lambda book: edit(book / "chapters" / "second.md", '"seen-before"', '"seen-earlier"'), {"second"}),
    "chapter removed": (lambda book: _remove_second(book), set()),
}


def test_a_build_after_any_change_is_a_clean_build(two_chapters):
    """Only the chapters that a change concerns run again, and the site is byte for byte what a clean build makes."""
    site = two_chapters / "_build" / "html"
    for change, (make, concerned) in CHANGES.items():
        before = tree(site)
        make(two_chapters)
        result = build(two_chapters)
        assert result.returncode == 0 and ran(result) == concerned, (change, result.stdout)
        after = tree(site)
        assert (after == before) == (change == "lock"), change  # a lock with a remark more installs the same
        assert build(two_chapters, "--all").returncode == 0
        assert tree(site) == after, change


def test_every_place_of_a_number_follows(two_chapters):
    """A changed number changes in text, table, card, alternative text, figure file and numbers.json."""
    edit(two_chapters / "data" / "numbers.csv", ",1100,", ",1101,")
    assert build(two_chapters).returncode == 0
    site = two_chapters / "_build" / "html"
    assert page(two_chapters, "second").count("at least 1,101") >= 2 and "1,100" not in page(two_chapters, "second")
    texts = [path.read_text(encoding="utf-8") for path in site.rglob("*") if path.suffix in (".csv", ".json")]
    assert sum("at least 1,101" in text for text in texts) >= 2 and not any("at least 1,100" in text for text in texts)


def test_nothing_is_done_where_nothing_changed(two_chapters):
    """A build without a change runs no cell, writes no file and typesets nothing; one with --all does all of it."""
    def written():
        return {path: path.stat().st_mtime_ns for path in (two_chapters / "_build" / "html").rglob("*")}
    before = written()
    result = build(two_chapters)
    assert result.returncode == 0 and not ran(result) and "typeset" not in result.stdout
    assert written() == before
    result = build(two_chapters, "--all")
    assert ran(result) == {"first", "second"} and "typeset" in result.stdout


def test_a_damaged_site_is_made_again(two_chapters):
    """A file of the site that was changed or lost by hand is mended by the next build."""
    before = tree(two_chapters / "_build" / "html")
    (two_chapters / "_build" / "html" / "index.html").write_text("damaged")
    (two_chapters / "_build" / "html" / "report.pdf").unlink()
    assert build(two_chapters).returncode == 0
    assert tree(two_chapters / "_build" / "html") == before


def test_a_number_taken_away_is_missed_and_then_gone(two_chapters):
    """A number that a chapter still asks for stops the build; once the chapter is mended, no file names it."""
    take_out(two_chapters / "data" / "discrepancies.csv", "seen_growth")
    take_out(two_chapters / "data" / "numbers.csv", "seen_2024")
    result = build(two_chapters)
    assert result.returncode != 0 and "named 'seen_2024'" in result.stdout
    _remove_second(two_chapters)
    result = build(two_chapters)
    assert result.returncode == 0, result.stdout
    for path in (two_chapters / "_build" / "html").rglob("*"):
        assert path.is_dir() or b"seen_2024" not in path.read_bytes(), path.name


@pytest.mark.parametrize("mode", ["auto", "cache"])
def test_other_modes_are_refused(toy, mode):
    """A mode of execution that would publish old outputs is refused with the line to write."""
    edit(toy / "_config.yml", "execute_notebooks: force", f'execute_notebooks: "{mode}"')
    result = build(toy)
    assert result.returncode != 0 and "Write: execute_notebooks: force" in result.stdout


def test_ordinary_kernels_make_the_same_site(two_chapters):
    """Where a process cannot fork, as on Windows, Jupyter's own kernels run, and the site is the same."""
    before = tree(two_chapters / "_build" / "html")
    shutil.rmtree(two_chapters / "_build")
    ordinary = ("import os, sys; del os.fork; from report.book import kernels; kernels.MOST = 1; "
                "from jupyter_book.cli.main import main; sys.argv = ['jupyter-book', 'build', '.']; main()")
    result = subprocess.run([sys.executable, "-c", ordinary], cwd=two_chapters, text=True, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, timeout=300)
    assert ran(result) == {"first", "second"}, result.stdout
    assert tree(two_chapters / "_build" / "html") == before
