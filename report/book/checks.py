"""Faults that stop a build: all of them together, each with its place."""

import sys
from pathlib import Path

from sphinx.errors import SphinxError

from report.asked import faults_of_asked
from report.book.execution import faults_of_cells
from report.book.guard import faults_of_files
from report.book.register import faults_of_register
from report.book.withdrawals import faults_of_withdrawals
from report.dataset import dataset
from report.faults import Fault, FaultsFound
from report.published import faults_of_published


class Faulty(SphinxError):
    """Faults that stop a build, all of them together."""

    category = "The book was not built, and the last good one was left as it was"

    def __init__(self, faults):
        self.faults = faults
        super().__init__("\n" + "\n".join(map(str, sorted(set(faults)))))
        # Jupyter Book prints the frames of its own code after the message; an editor has no use for them.
        sys.tracebacklimit = 0


def check_data(app):
    """Stop before anything is read where the project has faults."""
    if faults := faults_of_project(Path(app.srcdir)):
        raise Faulty(faults)


def faults_of_project(project: Path) -> list[Fault]:
    """Return every fault that shows before a page is read: of data/, of other files, and of what the pages ask for."""
    try:
        data = dataset()
        return [*faults_of_register(data), *faults_of_published(data), *faults_of_withdrawals(data),
                *faults_of_files(project, data), *faults_of_asked(project, data)]
    except FaultsFound as err:
        return err.faults


def check_pages(app):
    """Stop where a page has faults, or one of its cells raised; also where it was not read again in this build."""
    domain = app.env.get_domain("num")
    faults = [*domain.all_faults(), *faults_of_cells(app.env), *faults_of_published(dataset(), set(domain.used_in()))]
    if faults:
        raise Faulty(faults)
