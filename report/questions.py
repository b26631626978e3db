"""What a chapter asked of the dataset, written down while it is read: it is read again when an answer has changed.

A chapter asks by role, in the process that builds the book, and by cell, in a kernel. Both append to one file, named
by an environment variable that the build sets for each chapter and the kernel inherits.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

NOTEBOOK = "REPORT_QUESTIONS"  # names the file; not set while nobody's questions are noted
ALL = "*"


class Asked(Mapping):
    """A table of the dataset that notes which of its rows are asked for, those that it does not have as well.

    `rows`, the table itself, can be read without a note.
    """

    def __init__(self, name: str, rows: dict):
        self.name, self.rows, self.noted = name, rows, set()

    def __getitem__(self, key):
        self._note(key)
        return self.rows[key]

    def __iter__(self):
        self._note(ALL)
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)

    def _note(self, key):
        file = os.environ.get(NOTEBOOK)
        if file and not {(file, key), (file, ALL)} & self.noted:
            self.noted.add((file, key))
            with open(file, "a", encoding="utf-8") as out:
                out.write(json.dumps([self.name, key, self.answer(key)]) + "\n")

    def answer(self, key: str) -> str:
        """Return a digest of a row, or of all rows in their order; that of None where there is no such row."""
        found = list(self.rows.items()) if key == ALL else self.rows.get(key)
        return hashlib.sha256(repr(found).encode()).hexdigest()[:16]


def begin(file: Path):
    """Note from now on in this file, in this process and in the kernels that it starts."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("", encoding="utf-8")
    os.environ[NOTEBOOK] = str(file)


def end() -> list[list[str]]:
    """Stop noting; return each question as [table, key, digest of the answer]."""
    lines = Path(os.environ.pop(NOTEBOOK)).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in sorted(set(lines))]


def stale(questions: list[list[str]], data) -> bool:
    """Tell whether the dataset gives another answer to one of these questions now."""
    return any(getattr(data, table).answer(key) != answer for table, key, answer in questions)
