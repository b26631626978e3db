"""The last good site outlives every failure, whatever the stage and however hard, and the next good build replaces it."""

import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import build, tree

# What runs in the place of `jupyter-book build .`: the same command, which kills itself once it has done one thing.
KILLED = """
import os, pathlib, signal, sys
{patch}
from jupyter_book.cli.main import main
sys.argv = ["jupyter-book", "build", "."]
main()
"""
RENAMING = """
rename = pathlib.Path.rename
def rename_and_die(self, target):
    rename(self, target)
    if pathlib.Path(target).name == {name!r}:
        os.kill(os.getpid(), signal.SIGKILL)
pathlib.Path.rename = rename_and_die
"""
WRITING = """
import sphinx.builders.html as html
write = html.StandaloneHTMLBuilder.write_doc
def write_and_die(self, docname, doctree):
    write(self, docname, doctree)
    os.kill(os.getpid(), signal.SIGKILL)
html.StandaloneHTMLBuilder.write_doc = write_and_die
"""
READING = """
import myst_nb.sphinx_ as reader
parse = reader.Parser.parse
def parse_and_die(self, text, document):
    parse(self, text, document)
    os.kill(os.getpid(), signal.SIGKILL)
reader.Parser.parse = parse_and_die
"""
KILLS = {"reading": READING, "writing": WRITING, "between the renames": RENAMING.format(name="html.last"),
         "after the renames": RENAMING.format(name="html")}


@pytest.fixture
def built(toy):
    """A toy book with a good site; returns the book and the digests of its files."""
    result = build(toy)
    assert result.returncode == 0, result.stdout
    return toy, tree(toy / "_build" / "html")


def change_text(toy):
    """Change the first page, so that there is something to build."""
    (toy / "index.md").write_text("# Toy\n\nSeen are {num}`seen_2025` people {source}`field_notes`.\n")


def ended(toy) -> bool:
    """Tell whether the processes that a build of this book started end by themselves within a few seconds."""
    def running():
        return [entry for entry in Path("/proc").glob("[0-9]*/environ") if _reads(entry, str(toy).encode())]
    return any(not running() or time.sleep(0.5) for _ in range(40))


def _reads(path, word):
    try:
        return word in path.read_bytes()
    except OSError:
        return False


@pytest.mark.parametrize("stage", KILLS)
def test_a_kill_costs_nothing(built, stage):
    """A build that is killed leaves the last site or, once both renames are done, the new one; the next is whole."""
    toy, before = built
    change_text(toy)
    killed = subprocess.run([sys.executable, "-c", KILLED.format(patch=KILLS[stage])], cwd=toy, capture_output=True,
                            text=True, timeout=300)
    assert killed.returncode == -signal.SIGKILL, killed.stdout + killed.stderr
    if stage in ("reading", "writing"):
        assert tree(toy / "_build" / "html") == before
    assert ended(toy), "a process of the killed build goes on"
    # An editor takes the change back: nothing that was half done may show.
    (toy / "index.md").write_text("# Toy\n\nKnown are {num}`seen_2025` people {source}`field_notes`.\n")
    assert build(toy).returncode == 0
    assert tree(toy / "_build" / "html") == before
    assert not (toy / "_build" / "html.last").exists() and not (toy / "_build" / "html.next").exists()


def break_template(toy):
    """Break the template of the pages."""
    (toy / "theme" / "report" / "layout.html").write_text("{% broken")


def break_design(toy):
    """Break the design of the PDF."""
    with (toy / "theme" / "report.typ").open("a") as design:
        design.write("\n#let broken = (\n")


@pytest.mark.parametrize("fault, message", [(break_template, "layout.html"), (break_design, "design.typ")])
def test_a_fault_while_writing_or_typesetting_leaves_the_site(built, fault, message):
    """A broken template or design ends the build non-zero, twice, says which file, and the last site stays whole."""
    toy, before = built
    fault(toy)
    for _ in range(2):
        result = build(toy)
        assert result.returncode != 0 and message in result.stdout, result.stdout
        assert tree(toy / "_build" / "html") == before


def test_a_full_disk_leaves_the_site(built):
    """Where a file cannot be written, the build ends non-zero, twice, and the last site stays whole."""
    toy, before = built
    change_text(toy)
    limit = len((toy / "_build" / "html" / "report.pdf").read_bytes()) // 2
    for _ in range(2):
        result = build(toy, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        assert result.returncode != 0
        assert tree(toy / "_build" / "html") == before
    assert build(toy).returncode == 0
    assert "Seen are" in (toy / "_build" / "html" / "index.html").read_text(encoding="utf-8")
