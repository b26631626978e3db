"""What must hold between the rows of data/: ids, periods, wholes and their parts."""

import difflib
from collections import defaultdict

from report.faults import Fault

# From weak to strong. A part never has a firmer bound than its whole.
FIRMNESS = {"none_known": 0, "rank": 0, "about": 1, "up_to": 1, "between": 1, "at_least": 2, "more_than": 2,
            "flat": 3, "exact": 4}

BOTH_SEXES, FEWER = {"sex=men", "sex=women"}, "men and women add up to fewer"


def check(tables: dict[str, list[dict]]) -> list[Fault]:
    """Check the rows of all tables against each other.

    `tables` holds rows of texts whose single cells are right already. Returns all faults.
    """
    numbers, sources, counters = tables["numbers"], tables["sources"], tables["counters"]
    indicators, discrepancies = tables["indicators"], tables["discrepancies"]
    return [*_twice(numbers, "number_id", "numbers.csv"), *_twice(sources, "source_id", "sources.csv"),
            *_twice(counters, "counter", "counters.csv"), *_twice(indicators, "indicator", "indicators.csv"),
            *_twice(discrepancies, "discrepancy_id", "discrepancies.csv"), *_twice(tables["names"], "name", "names.csv"),
            *_unknown(numbers, "indicator", indicators, "indicator", "numbers.csv"),
            *_unknown(indicators, "indicator", numbers, "indicator", "indicators.csv"),
            *_unknown(numbers, "source_id", sources, "source_id", "numbers.csv"),
            *_unknown(counters, "source_id", sources, "source_id", "counters.csv"),
            *_twice(tables["asks"], "ask_id", "asks.csv"),
            *_twice(tables["corrections"], "correction_id", "corrections.csv"),
            *_twice(tables["withdrawals"], "passage", "withdrawals.csv"),
            *_unknown(tables["asks"], "source_id", sources, "source_id", "asks.csv"),
            *_unknown(numbers, "counted_by", counters, "counter", "numbers.csv"),
            *_unknown(numbers, "part_of", numbers, "number_id", "numbers.csv"),
            *_floors_without_source(counters), *_dates_of_sources(sources),
            *(fault for row in numbers for fault in _inside_row(row)), *_exact_floors(numbers, counters),
            *_two_main_rows(numbers), *_parts(numbers)]


def _fault(file, row, column, problem, remedy):
    return Fault(f"data/{file}, line {row['line']}, column {column}", problem, remedy)


def _twice(rows, column, file):
    first = {}
    for row in rows:
        line = first.setdefault(row[column], row["line"])
        if line != row["line"]:
            yield _fault(file, row, column, f"'{row[column]}' stands on line {line} already.",
                         "Give one of the two rows another id, or take it out.")


def _unknown(rows, column, others, key, file):
    known = {other[key] for other in others}
    for row in rows:
        wanted = row[column]
        if wanted and wanted not in known:
            near = difflib.get_close_matches(wanted, list(known), n=3)
            yield _fault(file, row, column, f"There is no '{wanted}'.",
                         f"Did you mean {' or '.join(near)}?" if near else "Add the row that it names.")


def _floors_without_source(counters):
    for row in counters:
        if (row["counts_are_floors"] == "yes") != bool(row["source_id"] and row["locator"]):
            yield _fault("counters.csv", row, "source_id",
                         "counts_are_floors is yes exactly where a source and a locator show it.",
                         "Name both, or write no.")


def _dates_of_sources(sources):
    for row in sources:
        if row["published"] and row["accessed"][: len(row["published"])] < row["published"]:
            yield _fault("sources.csv", row, "accessed",
                         f"The document was read ({row['accessed']}) before it was published ({row['published']}).",
                         "Correct one of the two.")


def _inside_row(row):
    start, end = row["period_start"], row["period_end"]
    if bool(start) != bool(end):
        yield _fault("numbers.csv", row, "period_start", "Only one end of the period is filled in.",
                     "Give both, or leave both empty where the source gives no date.")
    elif start > end:
        yield _fault("numbers.csv", row, "period_end", f"The period ends ({end}) before it starts ({start}).",
                     "Exchange the two, or correct one.")
    if (row["bound"] == "between") != bool(row["value_high"]):
        yield _fault("numbers.csv", row, "value_high", "value_high goes with the bound 'between', and only with it.",
                     "Fill in both values and the bound 'between', or take value_high out.")
    elif row["value_high"] and float(row["value_high"]) <= float(row["value"]):
        yield _fault("numbers.csv", row, "value_high", "The upper value is not above the lower one.",
                     "Exchange the two, or correct one.")
    if (row["bound"] == "none_known") and float(row["value"]) != 0:
        yield _fault("numbers.csv", row, "value", "The bound 'none_known' goes with the value 0.", "Correct one.")
    if row["bound"] == "rank" and row["measure"] != "rank":
        yield _fault("numbers.csv", row, "bound", "The bound 'rank' goes with the measure 'rank'.",
                     "Correct one of the two.")


def _exact_floors(numbers, counters):
    floors = {row["counter"] for row in counters if row["counts_are_floors"] == "yes"}
    for row in numbers:
        if row["bound"] == "exact" and row["measure"] in ("stock", "flow") and row["counted_by"] in floors:
            yield _fault("numbers.csv", row, "bound",
                         f"The number is 'exact', and {row['counted_by']} says that its counts are floors.",
                         "Give the bound of the source's words: at_least, more_than, or flat where it says no such word.")


SAME_THING = ("indicator", "place", "counterpart", "period_start", "period_end", "breakdown", "unit")


def _two_main_rows(numbers):
    first = {}
    for row in (row for row in numbers if row["status"] in ("final", "provisional") and row["period_end"]):
        main = first.setdefault(tuple(row[column] for column in SAME_THING), row)
        if main["number_id"] != row["number_id"]:
            yield _fault("numbers.csv", row, "status",
                         f"Line {main['line']} is the main row for the same thing, place, period and breakdown already.",
                         "Mark one of the two as rival or superseded.")


def _parts(numbers):
    by_id, parts = {row["number_id"]: row for row in numbers}, defaultdict(list)
    for row in numbers:
        whole = by_id.get(row["part_of"])
        if not whole:
            continue
        parts[row["part_of"], tuple(sorted(p.split("=")[0] for p in row["breakdown"].split(";")))].append(row)
        if row["unit"] != whole["unit"]:
            yield _fault("numbers.csv", row, "unit",
                         f"The part counts {row['unit']}, its whole {whole['number_id']} counts {whole['unit']}.",
                         "Correct one, or empty part_of.")
        if row["period_start"] < whole["period_start"] or row["period_end"] > whole["period_end"]:
            yield _fault("numbers.csv", row, "period_start",
                         f"The period of the part is not inside that of its whole {whole['number_id']} "
                         f"({whole['period_start']} to {whole['period_end']}).", "Correct one, or empty part_of.")
        if FIRMNESS[row["bound"]] > FIRMNESS[whole["bound"]]:
            yield _fault("numbers.csv", row, "bound",
                         f"The part is '{row['bound']}', firmer than its whole {whole['number_id']} "
                         f"('{whole['bound']}').", "A part of a floor is a floor: give it the bound of the whole.")
        if float(row["value"]) > float(whole["value"]):
            yield _fault("numbers.csv", row, "value",
                         f"The part ({row['value']}) is larger than its whole {whole['number_id']} "
                         f"({whole['value']}).", "Correct one of the two.")
    for (whole_id, _), rows in parts.items():
        values = [float(row["value"]) for row in rows if row["status"] != "rival"]
        whole, total = float(by_id[whole_id]["value"]), sum(values)
        if total > whole >= max(values):
            yield _fault("numbers.csv", rows[-1], "value",
                         f"The parts of {whole_id} add up to {total:g}, more than the whole "
                         f"({by_id[whole_id]['value']}).", "Check each part, or empty part_of where groups overlap.")
        elif total < whole and BOTH_SEXES <= {row["breakdown"] for row in rows} and FEWER not in by_id[whole_id]["note"]:
            yield _fault("numbers.csv", by_id[whole_id], "value", f"Men and women of {whole_id} add up to {total:g}, fewer "
                         f"than the whole ({by_id[whole_id]['value']}).",
                         f"Check all three; where the source has it so, write into the note of the whole: {FEWER}.")
