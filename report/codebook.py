"""The codebook of the data package: every column and what it means, every series and what it counts, in words."""

from report import citations
from report.dataset import Dataset

TYPES = {"string": "text", "number": "number", "date": "date, as year-month-day"}
READING = """An empty cell means that nothing is known, or that nothing applies. A number is never without its bound:
quote the column `printed`, in which it has the words that belong to it. The column `value` alone says less than its
source did. The files are UTF-8 with a byte-order mark, cells are separated by commas, and decimals have a point."""


def codebook(data: Dataset, tables: list[dict], shown: dict, frames: list) -> str:
    """Return the codebook as Markdown."""
    parts = [f"# Codebook of {citations.data_title(data.edition)}", f"Cite as: {citations.of_data(data)}", READING]
    for table in tables:
        parts += [f"## {table['path']}", f"{table['title']}.", _columns(table["schema"])]
    parts += ["## charts/ and tables/", "What each chart and table of the book shows, in its order. Their columns:",
              _columns(shown), "The files:", "\n".join(f"- `{frame.path}`: {frame.title}" for frame in frames)]
    series = sorted(data.indicators.values(), key=lambda i: i.indicator)
    parts += ["## What each series counts", "\n".join(f"- `{i.indicator}`: the {i.counts}" for i in series)]
    return "\n\n".join(parts) + "\n"


def _columns(schema):
    return "\n".join(_column(field) for field in schema["fields"])


def _column(field):
    """Return name, type and meaning of a column, and below it the values that it can have."""
    meaning = {category["value"]: category["label"] for category in field.get("categories", [])}
    values = [f"  - `{value}`" + (f": {meaning[value]}" if value in meaning else "")
              for value in field.get("constraints", {}).get("enum", [])]
    return "\n".join([f"- `{field['name']}` ({TYPES[field['type']]}): {field['description']}", *values])
