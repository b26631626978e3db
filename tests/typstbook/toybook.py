"""How toy books are made: their settings and files, and a build in this process with the HTML builder."""

import json
import sys
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE)]

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80"><rect width="150" height="40" y="20"/></svg>'
SETTINGS = {
    "extensions": ["myst_nb", "typstbook", "toy_extension"], "language": "en", "nb_execution_mode": "off",
    "nb_render_markdown_format": "myst", "numfig": True, "project": "Toy", "html_theme": "basic",
    "exclude_patterns": ["_build"],
    "myst_enable_extensions": ["colon_fence", "deflist", "attrs_inline", "attrs_block"],
    "typst_font_paths": [str(ROOT / "fonts")], "typst_date": "2026-11-22",
    "typst_documents": [{"target": "toy.pdf", "root": "index"}],
}


def make(folder: Path, files: dict[str, str], **settings) -> Path:
    """Build a book of the given files; return the folder of its pages."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "bar.svg").write_text(SVG, encoding="utf-8")
    out = folder / "_build" / "html"
    with docutils_namespace():
        app = Sphinx(str(folder), None, str(out), str(folder / "_build" / "doctrees"), "html", SETTINGS | settings,
                     status=None, warning=sys.stderr, freshenv=True)
        app.build()
    return out


def toy_files() -> dict[str, str]:
    """Return the files of the toy book that holds every construct."""
    files = {p.relative_to(HERE / "toy").as_posix(): p.read_text(encoding="utf-8")
             for p in sorted((HERE / "toy").rglob("*")) if p.is_file()}
    return files | {"chapters/cells.ipynb": notebook()}


def notebook() -> str:
    """Return a notebook whose cell is folded away and shows one thing in two forms."""
    shown = ":::{figure} /bar.svg\n:alt: One bar of 150, drawn by a cell.\n\nFrom a cell.\n:::\n"
    output = {"output_type": "execute_result", "execution_count": 1, "metadata": {},
              "data": {"text/plain": ["WRONGFORM"], "text/markdown": [shown]}}
    cells = [{"cell_type": "markdown", "metadata": {}, "source": ["# Cells\n"]},
             {"cell_type": "code", "metadata": {"tags": ["hide-input"]}, "execution_count": 1,
              "source": ["HIDDENCODE = 1"], "outputs": [output]},
             {"cell_type": "code", "metadata": {}, "execution_count": 2, "source": ["SHOWNCODE = 2"], "outputs": []}]
    return json.dumps({"cells": cells, "metadata": {"kernelspec": {"name": "python3", "display_name": "x"},
                                                    "language_info": {"name": "python"}},
                       "nbformat": 4, "nbformat_minor": 4})


TOY = {"typst_documents": [{"target": "toy.pdf", "root": "index", "options": {
           "leave_out": ["index"], "front": ["notice"], "annex": ["glossary"], "two_columns": ["glossary"],
           "subtitle": "A subtitle", "edition": "Edition 1", "licence": "CC BY 4.0", "classes": {"aside": "foot"}}}],
       "typst_numbered_documents": ["chapters/*"]}


@pytest.fixture(scope="session")
def toy(tmp_path_factory) -> Path:
    """The PDF of the toy book."""
    return make(tmp_path_factory.mktemp("toy"), toy_files(), **TOY) / "toy.pdf"


@pytest.fixture
def book(tmp_path):
    """A function that builds a book of one page and returns the folder of its pages."""
    def build(text: str, name: str = "one", **settings):
        page = {"index.md": "# One\n\n" + text, "other.md": "---\norphan: true\n---\n# Other\n"}
        return make(tmp_path / name, page, **settings)
    build.folder = tmp_path
    return build
