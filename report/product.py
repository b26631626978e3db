"""The data as a product: a Data Package of the tables and of what each chart and table of the book shows.

Format: https://datapackage.org/standard/data-package/. Its dictionary is data/datapackage.json. Each CSV file begins
with a byte-order mark, without which Excel takes its letters for others; pandas, readr and LibreOffice know it too.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from report import citations
from report.cards import BOUNDS
from report.codebook import codebook
from report.dataset import ROOT, Dataset, Number
from report.derived import resolve
from report.pictures import source_ids
from report.rows import read_rows
from report.schema import read_descriptor, read_package
from report.wording import printed, published

PUBLISHED = ("numbers", "sources", "discrepancies", "counters", "indicators", "corrections")
TABLE = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
SCHEMA, NUMBERS = "charts-and-tables.schema.json", "numbers.json"
CHANGES = {"change": "What became of the number since the last edition. In the first edition: two years side by side.",
           "counts": "What the number counts.", "number_before": "Name of the number then. Empty for a new one.",
           "before": "The number as it was printed, with the words of its bound.",
           "number_now": "Name of the number now. Empty for one that is no longer given.",
           "now": "The number as it is printed, with the words of its bound.",
           "reason": "Reason of a correction, from the log of corrections."}
MADE = {NUMBERS: {"name": "numbers-json", "title": "Every number that the book shows, with what its card says",
                  "format": "json", "mediatype": "application/json", "encoding": "utf-8"},
        "changes.csv": {"name": "changes", "title": "What changed since the last edition, or two years side by side",
                        **TABLE, "schema": {"missingValues": [""], "fields": [
                            {"name": name, "type": "string", "description": words} for name, words in CHANGES.items()]}}}
NOT_SHOWN = ("part_of", "use", "note")  # columns of numbers.csv that the rows of charts and tables do without
PRINTED = {"name": "printed", "type": "string", "constraints": {"required": True},
           "description": "The number as the report prints it, with the words of its bound. Quote it so."}
COMPUTED = [{"name": "formula", "type": "string", "description": "How the number was computed. Empty for a row."},
            {"name": "ingredients", "type": "string",
             "description": "Names of the numbers from which it was computed, separated by spaces."}]


@dataclass(frozen=True)
class Frame:
    """The numbers that a chart or a table of the book was given, in their order."""

    kind: str  # "chart" or "table"
    name: str
    title: str
    ids: tuple[str, ...]

    @property
    def path(self) -> str:
        """The file of the frame within the package."""
        return f"{self.kind}s/{self.name}.csv"


def write(folder: Path, data: Dataset, frames: list[Frame], tables: Path = ROOT / "data"):
    """Write the package into a folder. The files of MADE that it has already become parts of the package."""
    dictionary = read_package(tables)
    whole = [_table(folder, data, dictionary[name], tables) for name in PUBLISHED]
    whole += [about | {"path": name} for name, about in MADE.items() if (folder / name).exists()]
    resources = [*whole, *(_frame(folder, data, frame) for frame in frames)]
    schema = shown_schema(dictionary["numbers"]["schema"])
    described = [resource for resource in whole if "schema" in resource]
    texts = {SCHEMA: _json(schema), "codebook.md": codebook(data, described, schema, frames),
             "LICENSE.txt": licence_text(), "CITATION.cff": citations.cff(data.edition)}
    resources = [r | {"licenses": [citations.licence()]} | sums(folder / r["path"]) for r in resources]
    texts["datapackage.json"] = _json(descriptor(data, resources, tables))
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _table(folder, data, resource, tables):
    """Write a table of data/ as it stands; the rows of numbers get what the report prints as a second column."""
    rows, resource = read_rows(tables, resource)[0], deepcopy(resource)
    if resource["name"] == "numbers":
        resource["schema"]["fields"].insert(1, PRINTED)
        rows = [row | {"printed": printed(data.numbers[row["number_id"]], data.counters)} for row in rows]
    columns = [field["name"] for field in resource["schema"]["fields"]]
    _write_csv(folder / resource["path"], columns, ([row[column] for column in columns] for row in rows))
    return resource


def _frame(folder, data, frame):
    numbers = [resolve(data, i) for i in frame.ids]
    _write_csv(folder / frame.path, *shown(data, numbers))
    sources = [data.sources[i] for i in dict.fromkeys(i for n in numbers for i in source_ids(n))]
    return {"name": f"{frame.kind}-{frame.name}", "title": frame.title, "path": frame.path, **TABLE, "schema": SCHEMA,
            "sources": [_source(source) for source in sources]}


def _source(source):
    """Return a document as a source of a resource, with the terms that its figures keep."""
    title = f"{source.publisher}, {published(source)}: {source.title} (terms: {source.licence})"
    return {"title": title} | ({"path": source.url} if source.url else {})


def shown(data: Dataset, numbers: Iterable[Number]) -> tuple[list[str], list[list]]:
    """Return columns and rows of what a chart or table shows: the id first, value and bound in columns of their own."""
    columns = [field["name"] for field in shown_schema(read_package(ROOT / "data")["numbers"]["schema"])["fields"]]
    rows = [[_plain(printed(n, data.counters) if column == "printed" else "" if column == "source_id" and n.formula
                    else getattr(n, column)) for column in columns] for n in numbers]
    return columns, rows


def _plain(value):
    if isinstance(value, tuple):
        return " ".join(value)
    return int(value) if isinstance(value, float) and value == int(value) else value


def shown_schema(numbers: dict) -> dict:
    """Return the schema of what charts and tables show, from that of numbers.csv: computed numbers stand there too."""
    first, *others = [deepcopy(field) for field in numbers["fields"] if field["name"] not in NOT_SHOWN]
    fields = {field["name"]: field for field in [first, PRINTED, *others, *COMPUTED]}
    fields["bound"]["constraints"]["enum"].append("known")
    fields["bound"]["categories"].append({"value": "known", "label": BOUNDS["known"].capitalize() + "."})
    for name in ("source_id", "locator"):
        fields[name]["description"] += " Empty where the number is computed."
        del fields[name]["constraints"]
    return {"fields": list(fields.values()), "primaryKey": ["number_id"], "missingValues": [""]}


def descriptor(data: Dataset, resources: list[dict], tables: Path) -> dict:
    """Return datapackage.json. It names a contributor only where the edition has a publisher."""
    edition = data.edition
    package = read_descriptor(tables) | {
        "name": f"belarus-{edition.year}", "title": citations.data_title(edition),
        "description": citations.about(edition), "version": edition.version, "created": f"{edition.published}T00:00:00Z",
        "sources": [{"title": "The documents listed in sources.csv", "path": "sources.csv"}]}
    if edition.address:
        package["homepage"] = edition.address
    if edition.publisher:
        package["contributors"] = [{"title": edition.publisher, "roles": ["publisher"]}]
    return package | {"resources": resources}


def licence_text() -> str:
    """Return the terms of the data in words."""
    licence = citations.licence()
    return f"{licence['title']}\n{licence['path']}\n"


def _write_csv(path, columns, rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([columns, *rows])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(out.getvalue().encode("utf-8-sig"))


def sums(path: Path) -> dict:
    """Return size and checksum of a file."""
    content = path.read_bytes()
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def _json(content):
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
