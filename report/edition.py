"""The edition that the book is: data/edition.yml."""

import hashlib
import re
import subprocess
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from report.faults import Fault, FaultsFound

NEWER = re.compile(r"(?:https?://|\.\./)\S*")


@dataclass(frozen=True)
class Edition:
    """Year and standing of the edition. Publisher, contact and address are None until an organisation takes it on;
    `newer`, the address of the first folder of a newer edition, is None until there is one."""

    year: int
    title: str
    version: str
    published: date
    publisher: str | None
    contact: str | None
    address: str | None
    newer: str | None


def read_edition(data: Path) -> Edition:
    """Read data/edition.yml. Raises FaultsFound where it is missing, is not YAML, or has other keys or types."""
    path, place = data / "edition.yml", "data/edition.yml"
    if not path.exists():
        raise FaultsFound([Fault(place, "The file is missing.", "Put it back; it says which edition this is.")])
    try:
        settings = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as err:
        raise FaultsFound([Fault(place, f"The file cannot be read: {' '.join(str(err).split())}.",
                                 "Write each line as key: value.")]) from err
    names = [field.name for field in fields(Edition)]
    if not isinstance(settings, dict) or sorted(settings) != sorted(names):
        raise FaultsFound([Fault(place, "The keys are not those of an edition.", f"Give exactly: {', '.join(names)}.")])
    faults = [Fault(place, f"{field.name} is {settings[field.name]!r}.", f"Give {_wanted(field.type)}.")
              for field in fields(Edition) if not isinstance(settings[field.name], field.type)]
    if not faults and settings["newer"] and not NEWER.fullmatch(settings["newer"]):
        faults = [Fault(place, f"newer is {settings['newer']!r}.", "Give the address of the folder in which the newer "
                        "edition begins, such as https://example.org/2026/ or ../2026/, or leave it empty.")]
    if faults:
        raise FaultsFound(faults)
    return Edition(**settings | {"title": of_year(settings["title"], settings["year"])})


def of_year(text: str, year: int) -> str:
    """Return a text with a year in the place of YEAR and the year before it in that of LAST."""
    return text.replace("YEAR", str(year)).replace("LAST", str(year - 1))


@cache
def data_digest(data: Path) -> str:
    """Return the first letters of a digest of the tables, read once in a process: files that show the same were made
    from the same data."""
    return digest(data, data.glob("*.csv"))[:12]


def digest(root: Path, files) -> str:
    """Return a digest of names and bytes of files below a folder."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(path.relative_to(root).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _wanted(kind):
    return {int: "a year, such as 2025", date: "a date, such as 2026-11-22", str: 'a version in quotes, such as "2025.0"'
            }.get(kind, "a text, or leave it empty")


def tree_state(root: Path) -> str:
    """Say which commit a project was built from. Git is asked where it is at hand and never needed."""
    def git(*words):
        return subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, timeout=20).stdout.strip()
    try:
        top, changed, commit = git("rev-parse", "--show-toplevel"), git("status", "--porcelain"), git("rev-parse", "HEAD")
    except (OSError, subprocess.TimeoutExpired):
        top = changed = commit = ""
    if not commit or changed or Path(top).resolve() != root.resolve():
        return "Built from an uncommitted state."
    return f"Built from commit {commit[:12]}."
