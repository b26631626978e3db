"""Read a CSV file of data/ row by row and say everything that is wrong with its cells."""

import csv
import io
from pathlib import Path

from report.faults import Fault, FaultsFound
from report.schema import Field, fields_of


def read_rows(data: Path, resource: dict) -> tuple[list[dict], list[Fault]]:
    """Read one resource of the data package.

    Returns its rows, each a dictionary of texts with the key "line" added (the line of the file on which the
    row ends), and the faults found in single rows and cells. Raises FaultsFound where the file cannot be read as a table.
    """
    rows, faults = whole_rows(data, resource)
    place, columns = f"data/{resource['path']}", fields_of(resource)
    return rows, faults + [fault for row in rows for fault in _cell_faults(row, columns, place)]


def whole_rows(data: Path, resource: dict) -> tuple[list[dict], list[Fault]]:
    """Read the rows that have as many cells as the header, whatever stands in the cells; each other row is a fault."""
    path = data / resource["path"]
    place = f"data/{path.name}"
    fields = fields_of(resource)
    reader = csv.DictReader(io.StringIO(_text_of(path, place), newline=""), strict=True)
    try:
        _check_header(reader.fieldnames or [], fields, place)
        rows = [dict(row, line=reader.line_num) for row in reader]
    except csv.Error as err:
        raise FaultsFound([Fault(f"{place}, line {reader.line_num + 1}", f"The line cannot be read: {err}.",
                                 "Look for a stray quotation mark.")]) from err
    whole = [row for row in rows if _is_whole(row)]
    faults = [Fault(f"{place}, line {row['line']}", f"The row has not {len(fields)} cells, as the header has.",
                    "Look for a comma too many or too few; a cell with a comma needs quotation marks.")
              for row in rows if not _is_whole(row)]
    return whole, faults


def _is_whole(row):
    """Tell whether a row has as many cells as the header: one too many stands under None, one missing is None."""
    return None not in row and None not in row.values()


def _text_of(path, place):
    if not path.exists():
        raise FaultsFound([Fault(place, "The file is missing.", "Put it back; its name is in data/datapackage.json.")])
    try:
        # Excel puts a byte-order mark before the header: accepted here, taken out by `make tidy`.
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as err:
        line = path.read_bytes()[: err.start].count(b"\n") + 1
        raise FaultsFound([Fault(f"{place}, line {line}", "The file is not in UTF-8.",
                                 "Save it again as CSV UTF-8.")]) from err


def _check_header(header: list[str], fields: list[Field], place):
    place, names = f"{place}, line 1", [field.name for field in fields]
    if len(header) == 1 and ";" in header[0]:
        raise FaultsFound([Fault(place, "Semicolons stand between the cells.", "Save the file with commas.")])
    faults = [Fault(place, f"The column {name} is missing.", "Put it back, empty cells where nothing is known.")
              for name in names if name not in header]
    faults += [Fault(place, f"The column {name} is not in the dictionary.",
                     "Describe it in data/datapackage.json, or take it out.") for name in header if name not in names]
    faults += [Fault(place, f"The column {name} stands there twice.", "Take one out.")
               for name in names if header.count(name) > 1]
    if faults:
        raise FaultsFound(faults)


def _cell_faults(row: dict, fields: list[Field], place) -> list[Fault]:
    found = ((field.name, field.fault_of(row[field.name])) for field in fields)
    return [Fault(f"{place}, line {row['line']}, column {name}", *fault) for name, fault in found if fault]
