"""Start the next edition: `python -m report new-edition 2026`.

Year and version change in the files that name them; every row of data/ stays, as last year's. Then it says which
numbers the pages ask for and data/ lacks, and which lines still speak of the old year.
"""

import re
from dataclasses import replace
from pathlib import Path

from report import citations
from report.asked import lacking, lines
from report.book.checks import faults_of_project
from report.book.guard import FAMILY
from report.dataset import ROOT, Dataset, dataset
from report.faults import Fault, FaultsFound

# What stands in the file, and what the new edition puts in its place.
EDITS = {
    "data/edition.yml": {r"^year: *\S+": "year: {year}", r"^version: *\S+": 'version: "{year}.0"'},
    "data/datapackage.json": {r'(?<="name": "belarus-)\d{4}': "{year}"},
    "CHANGELOG.md": {r"<!-- start -->\n": "<!-- start -->\n\n## Edition {year}.0, not published yet\n\nNothing yet.\n"},
}
NEXT = """Edition {year}.0 has begun: {files} say so. Nothing else has changed.

1. The pages ask for these numbers of the new edition, and data/ lacks them. Add rows to data/numbers.csv, with their
   documents in data/sources.csv, or reword the lines:

{lacking}

2. These lines name {last} or a bulletin. Read each again: what was said of {last} stays only where it still matters.

{lines}

3. Build with `make book`. The guide is docs/next-edition.md."""


def add_to(commands):
    """Add the command; return its parser."""
    command = commands.add_parser("new-edition", help="start the next edition", description=__doc__.split("\n")[0])
    command.add_argument("year", type=int, help="the year after that of the edition, such as 2026")
    return command


def run(arguments) -> int:
    """Start the edition of a year and print what comes next. Raises FaultsFound, and then no file has changed."""
    year, data = arguments.year, begin(ROOT, arguments.year)
    numbers = [f"   {number_id}: {'; '.join(places)}" for number_id, places in lacking(ROOT, data).items()]
    old = [f"   {place}: {words}" for place, words in naming(ROOT, year - 1)]
    print(NEXT.format(year=year, last=year - 1, files=", ".join([*EDITS, citations.CITATION.name]),
                      lacking="\n".join(numbers), lines="\n".join(old)))
    return 0


def begin(project: Path, year: int) -> Dataset:
    """Change the files that name the edition, all or none; return the dataset as the new edition sees it."""
    if faults := faults_of_project(project):
        raise FaultsFound(faults)
    data = dataset()
    if year != data.edition.year + 1:
        raise FaultsFound([Fault("data/edition.yml", f"This is the edition of {data.edition.year}, and {year} is not "
                                 "the next.", f"Start {data.edition.year + 1}.")])
    title = data.edition.title.replace(str(year - 1), str(year))
    edition = replace(data.edition, year=year, version=f"{year}.0", title=title)
    write_all({project / name: edited(project / name, edits, year) for name, edits in EDITS.items()}
              | {project / citations.CITATION.name: citations.cff(edition)})
    return replace(data, edition=edition)


def edited(path: Path, edits: dict[str, str], year: int) -> str:
    """Return the text of a file with its edits made. Raises FaultsFound where there is nothing to edit."""
    text = path.read_text(encoding="utf-8")
    for pattern, words in edits.items():
        text, count = re.subn(pattern, words.format(year=year), text, flags=re.MULTILINE)
        if not count:
            raise FaultsFound([Fault(path.name, f"Nothing in it fits the pattern {pattern}.",
                                     "Put the line back that names the edition.")])
    return text


def write_all(texts: dict[Path, str]):
    """Write all files or none: each is laid beside its place before the first takes it."""
    aside = {path: path.with_name(path.name + ".next") for path in texts}
    try:
        for path, text in texts.items():
            aside[path].write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        for path in filter(Path.is_file, aside.values()):
            path.unlink()
        raise
    for path in texts:
        aside[path].replace(path)


def naming(project: Path, year: int):
    """Yield place and words of each line of the pages that names a year or the bulletin.

    The family's account stays as it was told.
    """
    words = re.compile(rf"(?:\S+ ){{0,6}}\S*\b(?:{year}|[Bb]ulletin)\b\S*(?: \S+){{0,6}}")
    for place, text in lines(project):
        if (found := words.search(text)) and not place.startswith(FAMILY):
            yield place, found[0]
