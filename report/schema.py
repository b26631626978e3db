"""The dictionary of the dataset, read from data/datapackage.json.

What a column means, its type and its allowed values stand there and nowhere else.
Format: Table Schema, https://datapackage.org/standard/table-schema/.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

GROUPED = re.compile(r"-?\d{1,3}([ ,.'\u00a0\u202f]\d{3})+")
LOCAL_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./]\d{1,2}[./]\d{1,2}")


@dataclass(frozen=True)
class Field:
    """A column: its name, type ("string", "number" or "date"), meaning and constraints."""

    name: str
    type: str
    description: str
    constraints: dict

    @property
    def allowed(self) -> list:
        """Allowed values, in the order of the dictionary; empty where any value is allowed."""
        return self.constraints.get("enum", [])

    def fault_of(self, text: str):
        """Say what is wrong with the text of a cell.

        Returns a pair of problem and remedy, or None where the text is right.
        """
        if not text:
            return (f"{self.name} is empty.", "Fill it in.") if self.constraints.get("required") else None
        if text != text.strip():
            return f"'{text}' has a space at its start or end.", "Take the space out, or run `make tidy`."
        if self.allowed and text not in self.allowed:
            return f"'{text}' is not an allowed {self.name}.", f"Use one of: {', '.join(self.allowed)}."
        if self.type == "number":
            return _fault_of_number(text)
        if self.type == "date":
            return _fault_of_date(text)
        pattern = self.constraints.get("pattern")
        if pattern and not re.fullmatch(pattern, text):
            return f"'{text}' is not of the form that {self.name} takes.", f"It must match {pattern}."
        return None


def _fault_of_number(text):
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return None
    if GROUPED.fullmatch(text):
        return (f"'{text}' has a separator between thousands, as spreadsheets write it.",
                "Write the digits without separators.")
    return f"'{text}' is not a number.", "Write digits only, with a point before decimals."


def _fault_of_date(text):
    try:
        if len(text) == len("2025-12-31"):
            date.fromisoformat(text)
            return None
    except ValueError:
        pass
    if LOCAL_DATE.fullmatch(text):
        return (f"'{text}' is a date rewritten by a spreadsheet.",
                "Write year-month-day, such as 2025-12-31, and format the column as text.")
    return f"'{text}' is not a date.", "Write year-month-day, such as 2025-12-31."


def fields_of(resource: dict) -> list[Field]:
    """Return the columns of a resource of the data package, in order."""
    return [Field(f["name"], f["type"], f["description"], f.get("constraints", {}))
            for f in resource["schema"]["fields"]]


def read_descriptor(data: Path) -> dict:
    """Read data/datapackage.json."""
    return json.loads((data / "datapackage.json").read_text(encoding="utf-8"))


def read_package(data: Path) -> dict[str, dict]:
    """Return the resources of data/datapackage.json by name."""
    return {resource["name"]: resource for resource in read_descriptor(data)["resources"]}
