"""The real dataset, row by row: an editor who changes a number meets these tests first."""

import csv
import pickle
import re

import pytest
from conftest import ROOT

from report.derived import resolve
from report.pictures import source_ids
from report.schema import fields_of, read_package
from report.tidy import tidy

TABLES = read_package(ROOT / "data")


@pytest.mark.parametrize("name", TABLES)
def test_dictionary_and_columns_are_the_same(name):
    """Every column is described in the dictionary and every description has its column, in the same order."""
    with open(ROOT / "data" / TABLES[name]["path"], encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == [field.name for field in fields_of(TABLES[name])]


@pytest.mark.parametrize("name", TABLES)
def test_every_column_says_what_it_means(name):
    """No column of the dictionary is without a description."""
    assert [field.name for field in fields_of(TABLES[name]) if len(field.description) < 10] == []


def test_data_is_tidy(tmp_path):
    """The files are as `make tidy` would leave them, so a diff shows what changed and nothing else."""
    import shutil
    copy = shutil.copytree(ROOT / "data", tmp_path / "data")
    assert tidy(copy) == []


def test_every_source_is_used(data, uses, cited):
    """Each document of the register carries a number, shows that a body's counts are floors, or is cited in the text."""
    used = {n.source_id for n in data.numbers.values()} | {c.source_id for c in data.counters.values()} | cited
    assert set(data.sources) - used == set()


def test_the_page_of_sources_lists_those_of_the_book(data, uses, cited, book):
    """The page of sources lists each document behind a number or a statement of the book, and none of the data alone."""
    page = (book / "_build" / "html" / "chapters" / "sources.html").read_text(encoding="utf-8")
    behind = cited | {source_id for number_id in uses for source_id in source_ids(resolve(data, number_id))}
    assert set(re.findall(r'id="source-(\w+)"', page)) == behind < set(data.sources)


def test_every_counter_counts_something(data):
    """Each body of the register counted at least one number."""
    assert set(data.counters) == {n.counted_by for n in data.numbers.values()}


def test_every_number_is_shown_or_marked(data, uses):
    """A number marked report is printed or drawn in the book, and one marked data_only is not."""
    shown = {i for number_id in uses for i in with_ingredients(data, number_id)} & set(data.numbers)
    meant = {n.number_id for n in data.numbers.values() if n.use == "report"}
    assert meant <= shown, f"Shown nowhere, so use must be data_only: {', '.join(sorted(meant - shown))}"
    assert sorted(shown - meant) == [], "shown but marked data_only"


def test_no_small_count_of_people_at_risk_is_shown(data):
    """A count from 1 to 4 of persons is shown only where its row says that it is a public event, and why."""
    small = [n.number_id for n in data.numbers.values()
             if n.measure in ("stock", "flow") and 1 <= n.value <= 4 and not n.note.startswith("public event: ")]
    assert small == []


def test_only_copies_may_lack_an_address(data):
    """A document without an address was read as a copy; whatever was read as a page names it."""
    assert [s.source_id for s in data.sources.values() if not s.url and s.seen_as not in ("copy", "quoted by another")] == []


def test_what_a_series_counts_agrees_with_its_units(data):
    """A series that says it counts people holds persons, and one of sentences holds no persons."""
    people = ("number of people", "number of political prisoners", "number of refugees", "number of Belarusians")
    for number in data.numbers.values():
        counts = data.indicators[number.indicator].counts
        if counts.startswith(people):
            assert number.unit in ("persons", "persons pardoned", "applicants"), number.number_id
        if counts.startswith("number of sentences"):
            assert number.unit in ("sentences", "convictions"), number.number_id


def test_the_bulletins_own_numbers_are_there(data):
    """Every number of the bulletin but those of the family's account is a row with the bulletin as its source."""
    values = {(n.value, n.bound) for n in data.numbers.values() if n.source_id == "viasna_bulletin_2026_01_16"}
    assert values == {(189, "flat"), (1135, "more_than"), (10, "rank"), (0, "none_known"), (1254, "at_least"),
                      (899, "at_least"), (355, "at_least"), (72, "flat"), (28, "flat"), (45, "at_least"),
                      (27, "at_least"), (18, "at_least"), (30, "at_least"), (555, "at_least"), (42, "at_least"),
                      (306, "at_least"), (643, "at_least"), (110_000_000, "about"), (10_000_000, "flat")}


def test_the_transfers_are_parts_of_nothing(data):
    """The three releases of 2025 belong to no whole, so that nothing adds them up to the number removed."""
    assert {n.part_of for n in data.numbers.values() if n.indicator == "transfers"} == {""}
    assert [n.number_id for n in data.numbers.values() if n.part_of == "removed_2025"] == []


def with_ingredients(data, number_id):
    """A number with everything that it was computed from."""
    yield number_id
    for part in resolve(data, number_id).ingredients:
        yield from with_ingredients(data, part)


@pytest.fixture(scope="session")
def domain(book):
    """What the built book remembers of its pages."""
    with open(book / "_build" / ".doctrees" / "environment.pickle", "rb") as file:
        return pickle.load(file).domaindata["num"]


@pytest.fixture(scope="session")
def uses(domain):
    """Ids of all numbers printed or drawn in the book."""
    return {number_id for page in domain["uses"].values() for number_id in page}


@pytest.fixture(scope="session")
def cited(domain):
    """Ids of all sources cited in the book's sentences."""
    return {source_id for page in domain["sources"].values() for source_id in page}
