"""What is known of a number, in words: the fields of its card and a sentence safe to quote alone."""

from report.dataset import Dataset, Number
from report.wording import bare, bound_word, day, digits, period, printed, published

RELATION = {"counter": "the page of the body that counted", "reprint": "the counting body's words on another's page",
            "relay": "a page that quotes the counting body"}
BOUNDS = {"exact": "a complete count or register", "flat": "stated without a qualifier",
          "at_least": "the source says at least", "more_than": "the source says more than",
          "about": "the source rounds, or says about", "up_to": "the source says up to, or nearly",
          "between": "the source gives a lower and an upper value", "rank": "a place in an order",
          "none_known": "the source knows of none", "known": "a count among the known cases"}


# The parts of the world's forced displacement, for readers.
COMPONENTS = {"idps_conflict_idmc": "Displaced inside their country", "refugees_unhcr_mandate": "Refugees, UNHCR",
              "palestine_refugees_unrwa": "Palestine refugees, UNRWA", "asylum_seekers": "Asylum seekers",
              "other_in_need_of_protection": "Others in need of protection"}


def counts(data: Dataset, number: Number) -> str:
    """Say what a number counts: "number of people convicted in political criminal cases (sex: women)"."""
    if number.formula:
        return number.note.splitlines()[0].rstrip(".")
    parts = "; ".join(_part(*pair) for pair in number.parts.items())
    where = f", in {number.counterpart}" if number.counterpart else ""
    return data.indicators[number.indicator].counts + where + (f" ({parts})" if parts else "")


def _part(key, value):
    if key == "component":
        return COMPONENTS.get(value, value.replace("_", " "))
    return f"Article {value}" if key == "article" else f"{key}: {value}".replace("_", " ")


def bound(data: Dataset, number: Number) -> str:
    """Say how firm a number is, and why it is printed as a floor where its page leaves that out."""
    text = BOUNDS[number.bound]
    if number.formula and number.bound == "between":
        return "an interval among the known cases"
    if number.bound == "flat" and bound_word(number, data.counters):
        return f"{text}; {number.counted_by} says that its counts are floors, so at least is printed"
    return text


def when(number: Number) -> str:
    """Say in words when a number holds, for the middle of a sentence."""
    text = period(number)
    if not number.period_end:
        return "(date not stated)"
    if number.period_start == number.period_end:
        return f"on {text}"
    return f"from {text}" if " to " in text else f"in {text}"


def quote(data: Dataset, number: Number) -> str:
    """Return a sentence that is safe to quote alone: subject, place, period, bound and source."""
    value, what = printed(number, data.counters), counts(data, number)
    where = "" if number.place in what else " in the world" if number.place == "World" else f" in {number.place}"
    if number.formula:
        known = "of the known cases; " if number.bound in ("known", "between") else ""
        return f"{what}{where} {when(number)}: {value} ({known}computed from numbers of {number.counted_by})."
    source = data.sources[number.source_id]
    by = "" if number.counted_by == "not stated" else f"According to {data.counters[number.counted_by].full_name}, "
    sentence = f"{by}the {what}{where} {when(number)} was {value} ({source.publisher}, {published(source)})."
    return sentence[0].upper() + sentence[1:]


def gap(data: Dataset, discrepancy_id: str, resolve) -> str:
    """Return the computed difference between the highest and the lowest value of a disagreement about values."""
    entry = data.discrepancies[discrepancy_id]
    numbers = [resolve(data, i) for i in entry.ids]
    if entry.kind != "values" or len({n.unit for n in numbers}) > 1 or len(numbers) < 2:
        return ""
    values = [n.value for n in numbers] + [n.value_high for n in numbers if n.value_high]
    return digits(max(values) - min(values), numbers[0].unit)


def as_record(data: Dataset, number: Number) -> dict:
    """Return all that a card says, for machines."""
    source_id = None if number.formula else number.source_id
    source = data.sources[source_id] if source_id else None
    return {
        "number_id": number.number_id, "indicator": number.indicator, "counts": counts(data, number),
        "value": number.value, "value_high": number.value_high, "bound": number.bound,
        "printed": printed(number, data.counters), "bare": bare(number), "unit": number.unit,
        "measure": number.measure, "place": number.place, "counterpart": number.counterpart or None,
        "breakdown": number.parts, "period_start": _iso(number.period_start), "period_end": _iso(number.period_end),
        "counted_by": number.counted_by, "status": number.status, "part_of": number.part_of or None,
        "source_id": source_id, "locator": number.locator or None, "source_url": source and (source.url or None),
        "relation": source and source.relation, "formula": number.formula or None,
        "ingredients": list(number.ingredients), "discrepancies": data.conflicts.get(number.number_id, []),
        "who_is_missing": data.counters[number.counted_by].who_is_missing, "quote": quote(data, number)}


def _iso(value):
    return value.isoformat() if value else None


def read_as(data: Dataset, number: Number) -> str:
    """Say how the document of a number was read, and what it is to the body that counted."""
    source = data.sources[number.source_id]
    relation = RELATION[source.relation]
    return f"read as {source.seen_as} on {day(source.accessed)}; {relation}"
