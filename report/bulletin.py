"""`report bulletin FILE`: every number and date of a text, and for each whether the dataset has it. It writes nothing."""

import csv
import io
import textwrap
from argparse import ArgumentTypeError
from collections import defaultdict
from dataclasses import fields
from pathlib import Path

from report.dataset import ROOT, Dataset, Number, dataset
from report.faults import Fault, FaultsFound
from report.findings import LACKS, OPEN, OTHER_BOUND, PRIVATE, Finding, findings, missing_from
from report.mentions import Mention
from report.wording import period, printed


def add_to(commands):
    """Add the command to the command line."""
    text = "compare the numbers and dates of a text with the dataset"
    command = commands.add_parser("bulletin", help=text, description=(
        "List every number and date of a text with its bound word, and say for each whether the dataset has it, has it "
        "with another bound, has a rival, or lacks it. Rows to fill in are proposed; nothing is written."))
    command.add_argument("file", type=Path, help="the text in UTF-8; keep it outside of the project")
    command.add_argument("--source", metavar="SOURCE_ID", default="", help=(
        "the text's row in data/sources.csv: numbers read there come first, and those not found in the text are listed"))
    command.add_argument("--private", metavar="LINES", type=lines, default=frozenset(), help=(
        "lines in which private persons tell of themselves, such as 40-55 or 12,40-55: compared with nothing"))
    return command


def run(wanted) -> int:
    """Print findings and proposals. Returns 1 where something is open."""
    data, source = dataset(), wanted.source and dataset().source(wanted.source).source_id
    found = findings(data, read(wanted.file), source, wanted.private)
    for line in [*said(data, found), *said_apart(found)]:
        print(line)
    missing = missing_from(data, found, source) if source else []
    for number in missing:
        print(f"Read in {source} as its row says, but not found: {_row(data, number)}")
    lacking = [finding for finding in found if finding.standing in OPEN]
    print(f"\n{len(found)} numbers and dates, {len(lacking) + len(missing)} open.")
    if not wanted.private:
        print("Where private persons tell of themselves, name the lines with --private: nothing there is ever entered.")
    if new := [finding.mention for finding in lacking if finding.standing != OTHER_BOUND]:
        print(f"Rows to fill in, with what the text alone tells:\n{proposals(new, source)}", end="")
    return 1 if lacking or missing else 0


def read(file: Path) -> str:
    """Return the text of a file outside of the project. Raises FaultsFound where it lies inside, or cannot be read."""
    if ROOT in file.resolve().parents:
        raise FaultsFound([Fault(str(file), "The text lies inside the project, which stores no texts of others.",
                                 "Move it to another folder.")])
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as err:
        raise FaultsFound([Fault(str(file), f"The file cannot be read: {getattr(err, 'strerror', None) or 'not UTF-8'}.",
                                 "Name a text in UTF-8.")]) from err


def said(data: Dataset, found: list[Finding]):
    """Yield the lines that tell each count, its likeliest rows and its sentence."""
    for mention, standing, rows in ((f.mention, f.standing, f.rows) for f in found if f.mention.kind == "count"):
        yield f"line {mention.line}: {mention.words}: {standing}"
        if standing != PRIVATE:
            yield from (f"    {'nearest: ' if standing == LACKS else ''}{_row(data, n)}" for n in rows[:3])
            yield f"    in: {textwrap.shorten(mention.sentence, 140, placeholder=' …')}"


def said_apart(found: list[Finding]):
    """Yield a line for each date, year, article of law and so on, with all the lines on which it stands."""
    places = defaultdict(dict)
    for finding in (f for f in found if f.mention.kind != "count"):
        places[finding.mention.words, finding.standing][finding.mention.line] = True
    for (words, standing), where in places.items():
        yield f"line {', '.join(map(str, where))}: {words}: {standing}"


def _row(data, number):
    return f"{number.number_id}: {printed(number, data.counters)} (bound {number.bound}), {period(number)}"


def proposals(new: list[Mention], source: str) -> str:
    """Return rows of data/numbers.csv with what the text alone tells, and all other cells empty."""
    out, made = io.StringIO(), ("formula", "ingredients")
    writer = csv.DictWriter(out, [field.name for field in fields(Number) if field.name not in made], lineterminator="\n")
    writer.writeheader()
    for mention in new:
        bound = mention.governed if mention.bound == "flat" and mention.governed else mention.bound
        writer.writerow({"value": f"{mention.value:.10g}", "bound": bound, "unit": "percent" if mention.percent else "",
                         "source_id": source})
    return out.getvalue()


def lines(text: str) -> frozenset[int]:
    """Read 12,40-55 as the lines that it names."""
    try:
        ends = [[int(end) for end in part.split("-")] for part in text.split(",")]
        return frozenset(line for first, *last in ends for line in range(first, (last or [first])[0] + 1))
    except ValueError:
        raise ArgumentTypeError(f"'{text}' names no lines; write 40-55, or 12,40-55") from None
