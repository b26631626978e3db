"""What the tests share: the real dataset, a small one to break, toy books, one real build of the whole book, and a
browser."""

import hashlib
import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import browser
import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", "_build", "__pycache__", ".hypothesis", "tests")


@pytest.fixture(scope="session")
def data():
    """The project's own dataset, loaded once."""
    from report.dataset import dataset
    return dataset()


@pytest.fixture
def small_data(tmp_path):
    """A small, right dataset in a folder of its own, to be broken."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "tests" / "small_data", folder)
    shutil.copy(ROOT / "data" / "datapackage.json", folder)
    return folder


def build(project: Path, *options: str, **settings) -> subprocess.CompletedProcess:
    """Run the README's build command in a copy of the project; output and errors come back as one text.

    `settings` are those of subprocess.run, such as the environment.
    """
    return subprocess.run([Path(sys.executable).with_name("jupyter-book"), "build", *options, "."], cwd=project,
                          text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, **settings)


def tree(folder):
    """Return a digest for each file below a folder."""
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def copy_project(target: Path) -> Path:
    """Copy what the project needs to build, without anything built."""
    return Path(shutil.copytree(ROOT, target, ignore=LEFT_BEHIND))


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """The whole book built once in a copy of the project; returns the copy."""
    project = copy_project(tmp_path_factory.mktemp("book") / "project")
    result = build(project)
    assert result.returncode == 0, result.stdout
    return project


@pytest.fixture(scope="session")
def read_page(book):
    """Return a function that loads a page of the built book as it was read and executed."""
    def read(name):
        path = book / "_build" / ".doctrees" / f"{name}.doctree"
        return pickle.loads(path.read_bytes())
    return read


@pytest.fixture
def toy(tmp_path):
    """A book of a few pages on the whole package and a small dataset: fast to build, free to break."""
    return make_toy(tmp_path / "toy")


def make_toy(target: Path) -> Path:
    """Make a toy book in a folder that does not exist yet."""
    project = copy_project(target)
    for chapter in (project / "chapters").glob("*.md"):
        chapter.unlink()
    shutil.rmtree(project / "data")
    shutil.copytree(ROOT / "tests" / "small_data", project / "data")
    shutil.copy(ROOT / "data" / "datapackage.json", project / "data")
    shutil.copy(ROOT / "data" / "names.csv", project / "data")  # the README and the settings are the whole book's
    (project / "index.md").write_text("# Toy\n\nKnown are {num}`seen_2025` people {source}`field_notes`.\n")
    (project / "chapters" / "sources.md").write_text("# Sources\n\n```{source-list}\n```\n")
    (project / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n  - file: chapters/sources\n")
    print_little(project / "_config.yml")
    return project


def print_little(path: Path):
    """Let a toy book be typeset with the report's design, but without the pages that it does not have."""
    config = yaml.safe_load(path.read_text(encoding="utf-8"))
    report = config["sphinx"]["config"]["typst_documents"][0]
    report["options"] |= {"front": [], "leave_out": ["index"], "titles": {}}
    config["sphinx"]["config"]["typst_documents"] = [report]
    path.write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")


@pytest.fixture(scope="session")
def site(request) -> Path:
    """The finished pages of the whole book; or, to save time by hand, the folder that REPORT_SITE names."""
    if ready := os.environ.get("REPORT_SITE"):
        return Path(ready)
    return request.getfixturevalue("book") / "_build" / "html"


@pytest.fixture(scope="session")
def chromium():
    """A real browser. Where none is found its tests are skipped, or fail where REPORT_NEEDS_BROWSER is set."""
    if reason := browser.missing():
        if os.environ.get("REPORT_NEEDS_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    with browser.started() as running:
        yield running


def pytest_terminal_summary(terminalreporter):
    """Say loudly at the end of a run that nothing was looked at in a browser."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if browser.LOUD in str(report.longrepr)]
    if skipped:
        terminalreporter.write_sep("!", f"{browser.LOUD}: {len(skipped)} tests of the pages did not run", red=True)
        terminalreporter.write_line("Install a browser (Debian: apt-get install chromium) and the packages playwright "
                                    "and axe-playwright-python.", red=True)
