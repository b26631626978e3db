"""Put data/ in order: what a spreadsheet leaves behind is taken out, and rows are sorted. Run by `make tidy`."""

import csv
import io
from pathlib import Path

from report.dataset import ROOT
from report.schema import fields_of, read_package

ORDER = {"numbers": ("indicator", "period_end", "number_id")}


def tidied(text: str, columns: list[str], order: tuple[str, ...]) -> str:
    """Return the text of a CSV file without byte-order mark, odd line ends and stray spaces, its rows sorted."""
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    cleaned = [{column: (row[column] or "").strip() for column in columns} for row in rows]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(cleaned, key=lambda row: [row[column] for column in order]))
    return out.getvalue()


def tidy(data: Path = ROOT / "data") -> list[str]:
    """Tidy every table of data/; return the names of the files that changed."""
    changed = []
    for name, resource in read_package(data).items():
        path, columns = data / resource["path"], [field.name for field in fields_of(resource)]
        before = path.read_bytes()
        after = tidied(before.decode("utf-8"), columns, ORDER.get(name, (columns[0],))).encode("utf-8")
        if after != before:
            path.write_bytes(after)
            changed.append(path.name)
    return changed


if __name__ == "__main__":
    print("Tidied: " + (", ".join(tidy()) or "nothing to do") + ".")
