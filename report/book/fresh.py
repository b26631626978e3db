"""Nothing on a page is older than the data, the code or the settings that it was made from."""

import hashlib
import os
import sys
from pathlib import Path

from sphinx.errors import SphinxError

from report.asked import faults_of_asked
from report.book.guard import faults_of_files
from report.book.register import faults_of_register
from report.dataset import ROOT, dataset
from report.faults import Fault, FaultsFound

INPUTS = ("data/*", "report/**/*.py", "fonts/*", "_config.yml", "requirements.txt")


class Faulty(SphinxError):
    """Faults that stop a build, all of them together."""

    category = "The book was not built, and the last good one was left as it was"

    def __init__(self, faults):
        super().__init__("\n" + "\n".join(map(str, sorted(set(faults)))))
        # Jupyter Book prints the frames of its own code after the message; an editor has no use for them.
        sys.tracebacklimit = 0


def use_own_code(app, config):
    """Let the chapters' kernels import the package from this project's folder, before any other of that name."""
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(
        [str(ROOT), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]))
    if str(ROOT) not in sys.path[:1]:
        sys.path.insert(0, str(ROOT))


def follow_inputs(app, config):
    """Have every page read again when the data, the package, the settings or the lock have changed.

    Sphinx alone compares the chapters' own files only and would publish old outputs.
    """
    config.report_digest = digest(Path(app.srcdir))


def digest(folder: Path) -> str:
    """Return a digest of the names and bytes of everything that pages are made from."""
    total = hashlib.sha256()
    for path in sorted({p for pattern in INPUTS for p in folder.glob(pattern) if p.is_file()}):
        total.update(path.relative_to(folder).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def check_data(app):
    """Stop before anything is read where the project has faults."""
    if faults := faults_of_project(Path(app.srcdir)):
        raise Faulty(faults)


def faults_of_project(project: Path) -> list[Fault]:
    """Return every fault that shows before a page is read: of data/, of other files, and of what the pages ask for."""
    try:
        data = dataset()
    except FaultsFound as err:
        return err.faults
    return faults_of_register(data) + faults_of_files(project, data) + faults_of_asked(project, data)
