"""What the pages ask for by the edition's year: ids with YEAR or LAST, found in their text without running a cell."""

import re
from fnmatch import filter as fitting
from pathlib import Path

from report.dataset import ADD_ROW, Dataset, UnknownId
from report.derived import resolve
from report.edition import of_year
from report.faults import Fault

ID = re.compile(r"[\w*]+_(?:YEAR|LAST)(?:_[\w*]+)?")


def lacking(project: Path, data: Dataset) -> dict[str, list[str]]:
    """Return each id of the edition that the pages ask for and the dataset lacks, with the places that ask for it.

    A computed number that cannot be computed stands for the row that it lacks; "*" for one row at least.
    """
    found = {}
    for place, text in lines(project):
        for asked in ID.findall(text):
            if missing := _missing(data, of_year(asked, data.edition.year)):
                found.setdefault(missing, {})[place] = True
    return {number_id: list(found[number_id]) for number_id in sorted(found)}


def lines(project: Path):
    """Yield the place and the text of every line of the pages."""
    for page in [project / "index.md", *sorted(project.glob("chapters/*.md"))]:
        for line, text in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{page.relative_to(project).as_posix()}, line {line}", text


def _missing(data, asked):
    """Return the id that is not there; nothing where all is."""
    if "*" in asked:
        return "" if fitting(data.numbers, asked) else asked
    try:
        resolve(data, asked)
    except UnknownId as err:
        return err.wanted


def faults_of_asked(project: Path, data: Dataset) -> list[Fault]:
    """Return a fault for each place that asks for a number of the edition that is not there: all at once."""
    found = [(places, str(UnknownId(number_id, data.numbers))) for number_id, places in lacking(project, data).items()]
    return [Fault(place, problem, ADD_ROW) for places, problem in found for place in places]
