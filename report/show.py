"""`report show ID`: the card of a number and every place that names it, in the terminal."""

import re
import shutil
import textwrap
from fnmatch import fnmatchcase
from pathlib import Path

from report import cards
from report.dataset import ROOT, Dataset, Number, UnknownId, dataset
from report.derived import FUNCTIONS, resolve
from report.edition import of_year
from report.rows import read_rows
from report.schema import read_package
from report.wording import period, printed, published

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# What names a number on a page: a role, or a string of a code cell.
NAMED = re.compile(r"\{num(?::\w+)?\}`(?P<printed>[^`]+)`|\"(?P<cell>[\w*]+)\"")


def add_to(commands):
    """Add the command to the command line."""
    text = "show the card of a number and every place that names it"
    command = commands.add_parser("show", help=text, description=f"{text.capitalize()}.")
    command.add_argument("id", help="the number_id of a row, or the name of a computed number")
    return command


def run(wanted) -> int:
    """Print card and places."""
    data = dataset()
    number = resolve(data, wanted.id)
    width = min(shutil.get_terminal_size().columns, 100)
    for line in [printed(number, data.counters), cards.quote(data, number), "",
                 *(f"{name}: {text}" for name, text in card(data, number) if text), "", "Places:",
                 *in_data(ROOT / "data", number), *on_pages(ROOT, data, number)]:
        print(textwrap.fill(line, width, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False))
    return 0


def card(data: Dataset, number: Number):
    """Yield name and text of each line of a card."""
    yield "Name in the data", number.number_id
    yield "Counts", cards.counts(data, number)
    yield "Unit", number.unit
    yield "When", period(number)
    yield "Place", number.place
    yield "Firmness", cards.bound(data, number)
    yield "Counted by", data.counters[number.counted_by].full_name
    if number.formula:
        yield "Computed as", number.formula
        yield "From", ", ".join(number.ingredients)
    else:
        source = data.sources[number.source_id]
        yield "Read in", f"{source.publisher}, {published(source)}: {source.title}; {number.locator}; " \
                         f"{cards.read_as(data, number)}"
        yield "Address", source.url
        yield "Standing", f"{number.status}, {number.use}"
        yield "Note", number.note
    yield "Sources differ", "; ".join(data.discrepancies[i].title for i in data.conflicts.get(number.number_id, []))
    yield "Who is missing", data.counters[number.counted_by].who_is_missing
    yield "Part of", number.part_of
    yield "Computed from it", ", ".join(computed_from(data, number))


def computed_from(data: Dataset, number: Number) -> list[str]:
    """Return the computed numbers that rest on a number, in its years and the years after them."""
    years = {int(year) + later for year in YEAR.findall(number.number_id) for later in (0, 1)}
    found = []
    for name in sorted({name.replace("YEAR", str(year)) for name in FUNCTIONS for year in years}):
        try:
            if number.number_id in ingredients(data, resolve(data, name)):
                found.append(name)
        except UnknownId:
            continue  # not every year has every ingredient
    return found


def ingredients(data: Dataset, number: Number) -> set[str]:
    """Return everything that a number is computed from, to the last row."""
    return {i for part in number.ingredients for i in {part} | ingredients(data, resolve(data, part))}


def in_data(folder: Path, number: Number):
    """Yield each cell of data/ that names a number: its row, its parts, the disagreements that it is part of."""
    for resource in read_package(folder).values():
        for row in read_rows(folder, resource)[0]:
            for column in (column for column in row if number.number_id in str(row[column]).split()):
                owner = "" if column == "number_id" else f": {next(iter(row.values()))}"
                yield f"data/{resource['path']}, line {row['line']}, column {column}{owner}"


def on_pages(project: Path, data: Dataset, number: Number):
    """Yield each line of the pages that names a number or, where a chart is drawn, its series."""
    for path in [project / "index.md", *sorted((project / "chapters").glob("*.md"))]:
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for how in sorted({how for match in NAMED.finditer(text) if (how := _how(data, number, match))}):
                yield f"{path.relative_to(project).as_posix()}, line {line}: {how}"


def _how(data, number, match):
    """Say how a name on a page stands for a number; nothing where it does not."""
    name = match["printed"] or match["cell"]
    if name == number.indicator and match["cell"] and "charts." in match.string[:match.start()]:
        return "its series, in a chart"
    if fnmatchcase(number.number_id, of_year(name, data.edition.year)):
        return "printed" if match["printed"] else "in a cell"
    return ""
