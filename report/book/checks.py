"""Faults that stop a build: all of them together, each with its place."""

import sys
from pathlib import Path

from sphinx.errors import SphinxError

from report.book.execution import faults_of_cells
from report.book.guard import faults_of_files
from report.book.register import faults_of_register
from report.dataset import dataset
from report.faults import FaultsFound


class Faulty(SphinxError):
    """Faults that stop a build, all of them together."""

    category = "The book was not built, and the last good one was left as it was"

    def __init__(self, faults):
        self.faults = faults
        super().__init__("\n" + "\n".join(map(str, sorted(set(faults)))))
        # Jupyter Book prints the frames of its own code after the message; an editor has no use for them.
        sys.tracebacklimit = 0


def check_data(app):
    """Stop before anything is read where data/ has faults, or a file that is no page holds a name."""
    try:
        faults = faults_of_register(dataset()) + faults_of_files(Path(app.srcdir), dataset())
    except FaultsFound as err:
        raise Faulty(err.faults) from None
    if faults:
        raise Faulty(faults)


def check_pages(app):
    """Stop where a page has faults, or one of its cells raised; also where it was not read again in this build."""
    faults = [*app.env.get_domain("num").all_faults(), *faults_of_cells(app.env)]
    if faults:
        raise Faulty(faults)
