"""What changed from one edition to the next, found in the numbers.json of both. No file is read here.

A number keeps its id for good, so the same id with another value was revised, and with another meaning redefined.
"""

import csv
import io
from dataclasses import astuple, dataclass, fields
from datetime import date

from report.cards import BOUNDS
from report.dataset import Correction, Dataset, Number

KINDS = {"new": "New", "revised": "Revised", "grew": "Earlier years that grew", "redefined": "Redefined",
         "retired": "No longer given"}
BESIDE = "two years side by side"  # in the place of a kind while there is no earlier edition
VALUE = ("value", "value_high", "bound", "printed")
MEANING = ("indicator", "counts", "unit", "measure", "place", "counted_by", "period_start", "period_end")


@dataclass(frozen=True)
class Change:
    """A number as it was printed before and as it is printed now; one of the two is empty for a new or a retired one.

    `reason` comes from the log of corrections.
    """

    kind: str
    counts: str
    number_before: str
    before: str
    number_now: str
    now: str
    reason: str = ""


def compare(before: dict, now: dict, corrections: list[Correction]) -> list[Change]:
    """Return what changed from one numbers.json to another, in the order of KINDS and of the ids."""
    old, new = ({record["number_id"]: record for record in one["numbers"]} for one in (before, now))
    found = [_change(old.get(number_id), new.get(number_id), now["edition"]["year"], corrections)
             for number_id in sorted(old.keys() | new.keys())]
    return sorted(filter(None, found), key=lambda change: list(KINDS).index(change.kind))


def _change(old, new, year, corrections):
    """Return the change of one number, or None where it is what it was."""
    if old and new and not _differ(old, new, VALUE + MEANING):
        return None
    before, now = _told(old, new)
    steps, end = follow(corrections, (old or new)["number_id"], before)
    reason = " ".join(step.reason for step in steps) if end == now else ""
    kind = "new" if not old else "retired" if not new else "redefined" if _differ(old, new, MEANING) else \
        "grew" if _grew(old, new, year) and not reason else "revised"
    return Change(kind, (new or old)["counts"], old["number_id"] if old else "", before,
                  new["number_id"] if new else "", now, reason)


def _differ(old, new, names):
    return any(old[name] != new[name] for name in names)


def _grew(old, new, year):
    """Tell whether the count of a year before the edition's own rose: such counts go on while cases become known."""
    return (new["measure"] in ("stock", "flow") and old["bound"] == new["bound"] and new["value"] > old["value"]
            and (new["period_end"] or str(year)) < str(year))


def _told(old, new):
    """Return both records in as many words as tell them apart; a missing one is empty."""
    if not (old and new):
        return tuple(record["printed"] if record else "" for record in (old, new))
    place = 2 if _differ(old, new, MEANING) else 1 if old["printed"] == new["printed"] else 0
    return forms(old)[place], forms(new)[place]


def forms(record: dict) -> list[str]:
    """Return a number as a correction may state it: alone, with its firmness, with what it means."""
    start, end = record["period_start"], record["period_end"]
    when = "date not stated" if not end else end if start == end else f"{start} to {end}"
    return [record["printed"], f"{record['printed']} ({BOUNDS[record['bound']]})",
            f"{record['printed']}: {record['counts']}, {record['place']}, {when}, in {record['unit']}, counted by "
            f"{record['counted_by']}"]


def follow(corrections: list[Correction], number_id: str, text: str) -> tuple[list[Correction], str]:
    """Return the corrections of a number that lead on from a text, in the order of their days, and where they end."""
    steps = []
    for correction in sorted(corrections, key=lambda c: (c.date, c.correction_id)):
        if correction.number_id == number_id and correction.old == text:
            steps.append(correction)
            text = correction.new
    return steps, text


def two_years(data: Dataset) -> list[tuple[Number, Number]]:
    """Return the main numbers of the same thing, by the same body, for the year before the edition's and for its own.

    Only whole years, and counts of the last day of a year, stand beside each other.
    """
    found = {}
    for number in data.numbers.values():
        if number.use == "report" and number.status in ("final", "provisional") and _whole_year(number):
            found.setdefault((number.indicator, number.place, number.counterpart, number.breakdown, number.unit,
                              number.measure, number.counted_by, number.period_start == number.period_end), {}
                             )[number.period_end.year] = number
    year = data.edition.year
    return [(by_year[year - 1], by_year[year]) for by_year in found.values() if {year - 1, year} <= set(by_year)]


def _whole_year(number):
    if not number.period_end:
        return False
    first, last = (date(number.period_end.year, *day) for day in ((1, 1), (12, 31)))
    return number.period_end == last and number.period_start in (first, last)


def as_csv(changes: list[Change]) -> str:
    """Return the changes as the text of a CSV file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["change", *(field.name for field in fields(Change)[1:])])
    writer.writerows(astuple(change) for change in changes)
    return out.getvalue()
