"""The dataset: numbers, sources and bodies that count, loaded from data/ and checked."""

import difflib
from dataclasses import dataclass, fields
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from report import relations
from report.edition import Edition, read_edition
from report.faults import FaultsFound
from report.questions import Asked
from report.rows import read_rows
from report.schema import read_package

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Number:
    """A row of data/numbers.csv. The columns are described in data/datapackage.json."""

    number_id: str
    indicator: str
    period_start: date | None
    period_end: date | None
    place: str
    counterpart: str
    breakdown: str
    part_of: str
    value: float
    value_high: float | None
    bound: str
    unit: str
    measure: str
    counted_by: str
    source_id: str
    locator: str
    status: str
    use: str
    note: str
    # Only derived numbers have these two; a row is read, not made.
    formula: str = ""
    ingredients: tuple[str, ...] = ()

    @property
    def parts(self) -> dict[str, str]:
        """The breakdown as a dictionary: {"sex": "women"}; empty for a total."""
        return dict(pair.split("=") for pair in self.breakdown.split(";") if pair)


@dataclass(frozen=True)
class Source:
    """A row of data/sources.csv."""

    source_id: str
    publisher: str
    title: str
    kind: str
    published: str
    url: str
    archive_url: str
    accessed: date
    seen_as: str
    relation: str
    licence: str


@dataclass(frozen=True)
class Counter:
    """A row of data/counters.csv: a body that counts."""

    counter: str
    full_name: str
    counts_are_floors: bool
    source_id: str
    locator: str
    who_is_missing: str


@dataclass(frozen=True)
class Indicator:
    """A row of data/indicators.csv: a series, what it counts in words, and the chapter to which it belongs."""

    indicator: str
    counts: str
    chapter: str


@dataclass(frozen=True)
class Discrepancy:
    """A row of data/discrepancies.csv: a disagreement between sources."""

    discrepancy_id: str
    kind: str
    number_ids: str
    title: str
    reason: str
    treatment: str
    status: str

    @property
    def ids(self) -> list[str]:
        """The ids of the numbers concerned."""
        return self.number_ids.split()


@dataclass(frozen=True)
class Name:
    """A row of data/names.csv: capitalised words that the names guard lets through."""

    name: str
    kind: str
    reason: str


@dataclass(frozen=True)
class Ask:
    """A row of data/asks.csv: what a source asks, and of whom."""

    ask_id: str
    asked_by: str
    addressee: str
    ask: str
    source_id: str
    locator: str


@dataclass(frozen=True)
class Correction:
    """A row of data/corrections.csv: a number that was published and is stated otherwise now. `new` is empty where it
    is no longer given."""

    correction_id: str
    number_id: str
    edition: str
    old: str
    new: str
    date: date
    reason: str


@dataclass(frozen=True)
class Withdrawal:
    """A row of data/withdrawals.csv: that a passage was withdrawn, not what it said."""

    passage: str
    date: date


ADD_ROW = "Correct the id, or add a row to data/numbers.csv."


class UnknownId(KeyError):
    """An id that the dataset does not have, with the ids most like it."""

    def __init__(self, wanted: str, known):
        self.wanted = wanted
        self.nearest = difflib.get_close_matches(wanted, list(known), n=3, cutoff=0.5)
        super().__init__(wanted)

    def __str__(self) -> str:
        near = f" The nearest are: {', '.join(self.nearest)}." if self.nearest else ""
        return f"There is no number, source or chart named '{self.wanted}'.{near}"


@dataclass(frozen=True)
class Dataset:
    """Everything in data/, by id, in the order of the files. Each table notes what is asked of it."""

    numbers: Asked[str, Number]
    sources: Asked[str, Source]
    counters: Asked[str, Counter]
    indicators: Asked[str, Indicator]
    discrepancies: Asked[str, Discrepancy]
    names: Asked[str, Name]
    asks: Asked[str, Ask]
    corrections: Asked[str, Correction]
    withdrawals: Asked[str, Withdrawal]
    edition: Edition

    def number(self, number_id: str) -> Number:
        """Return the number of that id. Raises UnknownId with the nearest ids."""
        return _lookup(self.numbers, number_id)

    def source(self, source_id: str) -> Source:
        """Return the source of that id. Raises UnknownId with the nearest ids."""
        return _lookup(self.sources, source_id)

    def series(self, indicator: str, use: str = "report", **wanted: str) -> list[Number]:
        """Return the main numbers of an indicator, oldest first.

        Rivals and superseded rows are left out. `wanted` narrows by column: breakdown="sex=women".
        Raises UnknownId where no row at all has that indicator.
        """
        rows = [n for n in _lookup(self.by_indicator, indicator)
                if n.use == use and n.status in ("final", "provisional")
                and all(getattr(n, column) == value for column, value in wanted.items())]
        return sorted(rows, key=lambda n: (n.period_end or date.min, n.number_id))

    @cached_property
    def by_indicator(self) -> Asked[str, list[Number]]:
        """All numbers of each indicator, whatever their use and status."""
        return Asked("by_indicator", _grouped((n.indicator, n) for n in self.numbers.rows.values()))

    @cached_property
    def conflicts(self) -> Asked[str, list[str]]:
        """The ids of the disagreements that a number is part of."""
        return Asked("conflicts", _grouped((i, d.discrepancy_id) for d in self.discrepancies.rows.values() for i in d.ids))

    @cached_property
    def publishers(self) -> Asked[str, str]:
        """The names of all publishers of sources."""
        return Asked("publishers", {s.publisher: s.publisher for s in self.sources.rows.values()})


def _grouped(pairs):
    groups = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _lookup(table, wanted):
    if wanted not in table:
        raise UnknownId(wanted, table)
    return table[wanted]


KINDS = {"numbers": Number, "sources": Source, "counters": Counter, "indicators": Indicator,
         "discrepancies": Discrepancy, "names": Name, "asks": Ask, "corrections": Correction,
         "withdrawals": Withdrawal}


def load(data: Path = ROOT / "data") -> Dataset:
    """Read and check data/. Raises FaultsFound with every fault of every file."""
    resources, faults, tables, edition = read_package(data), [], {}, None
    try:
        edition = read_edition(data)
    except FaultsFound as err:
        faults += err.faults
    for name in KINDS:
        try:
            tables[name], found = read_rows(data, resources[name])
            faults += found
        except FaultsFound as err:
            faults += err.faults
    if faults:
        raise FaultsFound(faults)
    if faults := relations.check(tables):
        raise FaultsFound(faults)
    return Dataset(edition=edition, **{
        name: Asked(name, {row[next(iter(row))]: _typed(kind, row) for row in tables[name]})
        for name, kind in KINDS.items()})


@cache
def dataset() -> Dataset:
    """Return the project's own dataset, read once in a process."""
    return load()


CONVERT = {float: float, float | None: lambda text: float(text) if text else None,
           date: date.fromisoformat, date | None: lambda text: date.fromisoformat(text) if text else None,
           bool: lambda text: text == "yes", str: str}


def _typed(kind, row):
    return kind(**{field.name: CONVERT[field.type](row[field.name]) for field in fields(kind) if field.name in row})
