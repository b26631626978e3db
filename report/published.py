"""Released editions: their numbers stand in data/published/<edition>.json and change by a correction only.

`python -m report.published` writes down the numbers of the last good build; `make release` runs it.
"""

import csv
import io
import json
from pathlib import Path

from report.cards import as_record
from report.changes import MEANING, VALUE, Change, compare, follow, forms
from report.dataset import ROOT, Dataset, UnknownId
from report.derived import resolve
from report.faults import Fault, FaultsFound

PUBLISHED = ROOT / "data" / "published"
KEPT = ("number_id", *VALUE, *MEANING)
GUIDE = "docs/withdraw-a-passage.md"


def keep(numbers: dict, folder: Path = PUBLISHED) -> Path:
    """Write down the numbers of an edition, given its numbers.json: one number a line, and how many there were."""
    edition = {name: numbers["edition"][name] for name in ("version", "year", "published")}
    rows = ",\n".join(json.dumps({name: record[name] for name in KEPT}, ensure_ascii=False)
                      for record in numbers["numbers"])
    path = folder / f"{edition['version']}.json"
    folder.mkdir(exist_ok=True)
    path.write_text(f'{{"edition": {json.dumps(edition)},\n"count": {len(numbers["numbers"])},\n'
                    f'"numbers": [\n{rows}\n]}}\n', encoding="utf-8", newline="\n")
    return path


def editions(folder: Path = PUBLISHED) -> list[dict]:
    """Return the released editions, oldest first. Raises FaultsFound where a file is not what `keep` wrote."""
    return sorted(map(_read, sorted(folder.glob("*.json"))),
                  key=lambda one: (one["edition"]["year"], one["edition"]["published"]))


def _read(path):
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        complete = all(set(KEPT) <= set(record) for record in kept["numbers"]) and \
            {"version", "year", "published"} <= set(kept["edition"]) and isinstance(kept["count"], int)
    except json.JSONDecodeError as err:
        raise FaultsFound([Fault(f"{_place(path.stem)}, line {err.lineno}", f"The file cannot be read: {err.msg}.",
                                 "There is a comma after each number but the last.")]) from err
    except (KeyError, TypeError):
        complete = False
    if not complete:
        raise FaultsFound([Fault(_place(path.stem), "It is not the list of numbers that a release writes.",
                                 "Take the file back from the last commit.")])
    return kept


def _place(version):
    return f"data/published/{version}.json"


def earlier(year: int, kept: list[dict]) -> dict | None:
    """Return the last of the released editions of an earlier year; None where this is the first."""
    return next((one for one in reversed(kept) if one["edition"]["year"] < year), None)


def record(data: Dataset, number_id: str, shown: set[str] | None = None) -> dict | None:
    """Return a number as numbers.json has it now; None where the book does not give it.

    `shown` are the ids that a build found on its pages; without them the column `use` is believed.
    """
    try:
        number = resolve(data, number_id)
    except UnknownId:
        return None
    return as_record(data, number) if number.use == "report" and (shown is None or number_id in shown) else None


def faults_of_published(data: Dataset, shown: set[str] | None = None, folder: Path = PUBLISHED) -> list[Fault]:
    """Return a fault for each published number that changed without a correction, and each wrong correction."""
    kept = editions(folder)
    changed = ((one, change) for one in kept for change in _unexplained(data, one, kept, shown))
    return [*_taken_out(data, kept), *_wrong_corrections(data, kept, shown),
            *(_uncorrected(data, one, change, folder) for one, change in changed)]


def _unexplained(data, one, kept, shown):
    """Return what changed since a released edition without a correction.

    From one year's edition to the next, numbers come and go, and earlier years grow; revised ones need a reason.
    """
    year, same = data.edition.year, one["edition"]["year"] == data.edition.year
    if not same and one is not earlier(year, kept):
        return []
    records = [record(data, old["number_id"], shown) for old in one["numbers"]]
    now = {"edition": {"year": year}, "numbers": [new for new in records if new]}
    return [change for change in compare(one, now, data.corrections.values())
            if not change.reason and (same or change.kind == "revised")]


def _uncorrected(data, one, change: Change, folder):
    """Return the fault of a change without a correction, with the row that the log lacks."""
    version, number_id = one["edition"]["version"], change.number_before
    lines = (folder / f"{version}.json").read_text(encoding="utf-8").splitlines()
    line = next(place for place, text in enumerate(lines, 1) if f'"number_id": "{number_id}"' in text)
    earlier_ones = [c for c in data.corrections.values() if c.number_id == number_id]
    row = io.StringIO()
    csv.writer(row, lineterminator="").writerow([
        f"{number_id}_corrected_{len(earlier_ones) + 1}", number_id, version,
        follow(earlier_ones, number_id, change.before)[1], change.now, "DAY", "REASON"])
    now = f"is now {change.now}" if change.now else "is no longer given"
    other = "" if change.now else f" If it went with a withdrawn passage, see {GUIDE}."
    return Fault(f"{_place(version)}, line {line}",
                 f"{number_id} was published as {change.before} and {now}, without a correction.",
                 f"Undo the change, or add to data/corrections.csv: {row.getvalue()}{other}")


def _taken_out(data, kept):
    """Yield a fault for each edition that lost numbers although no withdrawal is logged."""
    for one in kept:
        if len(one["numbers"]) < one["count"] and not data.withdrawals:
            yield Fault(_place(one["edition"]["version"]), "Numbers were taken out, and no withdrawal is logged.",
                        f"Take the file back from the last commit, or see {GUIDE}.")


def _wrong_corrections(data, kept, shown):
    """Yield a fault for each correction of an unknown edition or number, or that does not end at what is printed."""
    versions = {one["edition"]["version"] for one in kept} | {data.edition.version}
    published = {old["number_id"] for one in kept for old in one["numbers"]}
    for correction in data.corrections.values():
        place, number_id = f"data/corrections.csv, entry {correction.correction_id}", correction.number_id
        if correction.edition not in versions:
            yield Fault(place, f"There is no edition {correction.edition}.",
                        f"Use one of: {', '.join(sorted(versions))}.")
        try:
            resolve(data, number_id)
        except UnknownId as err:
            if number_id not in published:
                yield Fault(place, str(err), "Correct the number_id.")
                continue
        if _is_last(data, correction) and not is_current(correction, record(data, number_id, shown)):
            new = correction.new or "no longer given"
            yield Fault(place, f"It says that {number_id} is now {new}; that is not what the book says.",
                        "Correct its column new, or add the correction that came after it.")


def _is_last(data, correction):
    """Tell whether no other correction of this year's edition leads on from this one."""
    return correction.edition.split(".")[0] == str(data.edition.year) and not any(
        other.number_id == correction.number_id and other.old == correction.new and other.date >= correction.date
        for other in data.corrections.values() if other is not correction)


def is_current(correction, now: dict | None) -> bool:
    """Tell whether a correction says what the book says now of its number."""
    return correction.new in forms(now) if now else correction.new == ""


if __name__ == "__main__":
    numbers = json.loads((ROOT / "_build" / "html" / "data" / "numbers.json").read_text(encoding="utf-8"))
    print(f"Kept the numbers of this edition in {keep(numbers).relative_to(ROOT)}. Commit it.")
