"""Numbers and dates in words: one home for how a value, its bound and its period are printed."""

from datetime import date

from report.dataset import Counter, Number, Source
from report.edition import Edition

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")
BOUND_WORDS = {"at_least": "at least", "more_than": "more than", "about": "about", "up_to": "up to",
               "rank": "top", "exact": "", "flat": "", "known": "", "between": "", "none_known": ""}
MILLION = 1_000_000


def digits(value: float, unit: str = "") -> str:
    """Print a value: 1,254; 123.2 million; 71.7%. Only round values of a million and more become words.

    A value that its source rounded stays as round as it was: nothing is rounded here but shares, to one decimal.
    """
    if unit == "percent":
        return f"{round(value, 1):g}%"
    if abs(value) >= MILLION and round(value) % (MILLION // 100) == 0:
        return f"{value / MILLION:,.2f}".rstrip("0").rstrip(".") + " million"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.3f}".rstrip("0")


def bare(number: Number) -> str:
    """Print the value without a bound word, for sentences that carry the bound themselves."""
    if number.bound == "none_known":
        return "none"
    if number.bound == "between":
        return f"{digits(number.value, number.unit)} to {digits(number.value_high, number.unit)}"
    return digits(number.value, number.unit)


def bound_word(number: Number, counters: dict[str, Counter]) -> str:
    """Return the words that go before the value.

    A flat count of a body whose counts are floors is printed "at least", also where its own page leaves that out.
    """
    counter = counters.get(number.counted_by)
    if number.bound == "flat" and counter and counter.counts_are_floors and number.measure in ("stock", "flow"):
        return "at least"
    return BOUND_WORDS[number.bound]


def printed(number: Number, counters: dict[str, Counter]) -> str:
    """Print the value with its bound: "at least 1,254", "more than 1,135", "306 to 657", "none known"."""
    if number.bound == "none_known":
        return "none known"
    return f"{bound_word(number, counters)} {bare(number)}".strip()


def day(when: date) -> str:
    """Print a date: 31 December 2025."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def month(when: date) -> str:
    """Print a month: December 2025."""
    return f"{MONTHS[when.month - 1]} {when.year}"


def period(number: Number) -> str:
    """Print when a number holds: "2025", "31 December 2025", "October 2025", "1 January 2025 to 23 December 2025"."""
    start, end = number.period_start, number.period_end
    if not end:
        return "date not stated"
    if start == end:
        return day(end)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return str(end.year)
    if start.day == 1 and (end.year, end.month) == (start.year, start.month) and (end.day >= 28):
        return month(end)
    return f"{day(start)} to {day(end)}"


def published(source: Source) -> str:
    """Print the date of a source as far as it is known: "16 January 2026", "January 2026", "2026", "undated"."""
    year, *rest = (source.published or "").split("-")
    if len(rest) == 2:
        return day(date.fromisoformat(source.published))
    return month(date(int(year), int(rest[0]), 1)) if rest else year or "undated"


def edition_line(edition: Edition) -> str:
    """Print who stands behind the edition, or that no one does yet."""
    return f"Edition {edition.version}, {edition.publisher or 'working edition, no publisher yet'}"
