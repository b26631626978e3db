"""Put data/ in order: what a spreadsheet leaves behind is taken out, and rows are sorted. Run by `make tidy`."""

import csv
import io
from pathlib import Path

from report.dataset import ROOT
from report.faults import FaultsFound
from report.rows import whole_rows
from report.schema import fields_of, read_package

ORDER = {"numbers": ("indicator", "period_end", "number_id")}


def tidied(rows: list[dict], columns: list[str], order: tuple[str, ...]) -> str:
    """Return rows as the text of a CSV file with one kind of line end, without stray blanks, and sorted."""
    cleaned = [{column: row[column].strip() for column in columns} for row in rows]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(cleaned, key=lambda row: [row[column] for column in order]))
    return out.getvalue()


def tidy(data: Path = ROOT / "data") -> list[str]:
    """Tidy every table of data/; return the names of the files that changed.

    Raises FaultsFound, with no file changed, where a row has too many or too few cells: none is to be lost.
    """
    after, faults = {}, []
    for name, resource in read_package(data).items():
        columns = [field.name for field in fields_of(resource)]
        rows, found = whole_rows(data, resource)
        after[data / resource["path"]] = tidied(rows, columns, ORDER.get(name, (columns[0],))).encode("utf-8")
        faults += found
    if faults:
        raise FaultsFound(faults)
    changed = [path for path, text in after.items() if path.read_bytes() != text]
    for path in changed:
        path.write_bytes(after[path])
    return [path.name for path in changed]


def add_to(commands):
    """Add the command to the command line."""
    text = "put data/ in order, as a spreadsheet does not leave it"
    return commands.add_parser("tidy", help=text, description=f"{text.capitalize()}: separators, blanks, order of the rows.")


def run(wanted) -> int:
    """Tidy data/ and say which files changed."""
    print("Tidied: " + (", ".join(tidy()) or "nothing to do") + ".")
    return 0
