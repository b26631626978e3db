"""Cards: each printed number leads to one, and what it says holds together on pages and for machines."""

import json
import re

import jsonschema
import pytest
from bs4 import BeautifulSoup

from report import cards
from report.derived import FUNCTIONS, resolve


@pytest.fixture(scope="module")
def site(book):
    """The built site."""
    return book / "_build" / "html"


@pytest.fixture(scope="module")
def machine(site):
    """numbers.json of the built site."""
    return json.loads((site / "data" / "numbers.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages(site):
    """Every built page, by its path."""
    return {path.relative_to(site).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
            for path in site.rglob("*.html")}


def test_numbers_for_machines_follow_their_schema(site, machine):
    """numbers.json is valid against the schema published beside it."""
    schema = json.loads((site / "data" / machine["$schema"]).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(machine)
    assert len(machine["numbers"]) > 400


def test_the_schema_refuses_a_number_without_its_bound(site, machine):
    """A record that has lost a field is not valid."""
    schema = json.loads((site / "data" / machine["$schema"]).read_text(encoding="utf-8"))
    del machine["numbers"][0]["bound"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(machine, schema)


def test_every_number_has_its_anchor(pages, machine):
    """The anchor of each number shown in the book is its id, on the page that numbers.json names."""
    for record in machine["numbers"]:
        page, anchor = record["card"].split("#")
        assert anchor == record["number_id"] and pages[page].find(id=anchor), record["card"]


def test_every_printed_number_is_a_way_in(pages):
    """Each number printed in a sentence is a link to an anchor that exists; the link has the number's words alone."""
    seen = 0
    for name, page in pages.items():
        if "numbers-" in name or "discrepancies" in name:
            continue
        for number in page.select("p .number, li .number, figcaption .number"):
            if number.find_parent(["td", "th"]):
                continue
            link = number.find_parent("a")
            assert link and link.get_text(strip=True) == number.get_text(strip=True), (name, number)
            target, anchor = re.fullmatch(r"(?:.*/)?([\w-]+\.html)#(\w+)", link["href"]).groups()
            assert pages[f"chapters/{target}"].find(id=anchor), link["href"]
            seen += 1
    assert seen > 120


def test_every_link_within_the_book_arrives(pages):
    """No link of the book leads to a page or an anchor that is not there."""
    import posixpath
    for name, page in pages.items():
        for link in page.select("a.internal[href]"):
            target = link["href"]
            if re.match(r"[a-z]+:", target) or target.startswith(("genindex", "search")):
                continue
            path, _, anchor = target.partition("#")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            assert path in pages, (name, target)
            assert not anchor or pages[path].find(id=anchor), (name, target)


def test_a_number_in_conflict_is_marked(pages, data):
    """A page that prints a number in conflict marks it with words that lead to the entry."""
    page = pages["chapters/deportations.html"]
    mark = page.select_one(".number").find_next(class_="conflict")
    assert mark.get_text() == "[sources differ]"
    assert mark.find_parent("a")["href"] == "discrepancies.html#removed_bound"


@pytest.mark.parametrize("number_id", ["convicted_2025", "political_prisoners_bulletin", "removed_2025",
                                       "refugees_from_belarus_2025_poland", "displaced_world_end_2025",
                                       "tnr_rank_bulletin", "torture_cases_opened_bulletin"])
def test_a_quotation_has_subject_place_period_bound_and_source(data, number_id):
    """The sentence safe to quote alone holds all of what a quoted number needs."""
    number = resolve(data, number_id)
    sentence = cards.quote(data, number)
    source = data.sources[number.source_id]
    for part in (data.indicators[number.indicator].counts, cards.when(number), cards.printed(number, data.counters),
                 source.publisher):
        assert part in sentence, (part, sentence)
    assert number.place in sentence or number.place == "World" and "in the world" in sentence \
        or number.counterpart in sentence


def test_a_derived_number_shows_its_formula(pages, data):
    """The card of a computed number shows how it was computed and leads to what it was computed from."""
    number = resolve(data, "sentence_not_stated_YEAR")
    card = pages["chapters/numbers-convictions.html"].find(id=number.number_id)
    assert number.formula in card.get_text()
    assert {a["href"].split("#")[-1] for a in card.select("dd a")} >= set(number.ingredients)


def test_gaps_of_the_register_are_computed(data):
    """The register's differences come from the numbers and not from typed text."""
    assert cards.gap(data, "convicted_2024", resolve) == "41"
    assert cards.gap(data, "closure_2025", resolve) == "1"
    assert cards.gap(data, "removed_bound", resolve) == ""


def test_derived_numbers_used_are_all_defined(machine):
    """Every computed number of numbers.json names its formula and ingredients."""
    made = [r for r in machine["numbers"] if r["formula"]]
    assert made and all(r["ingredients"] and r["source_id"] is None for r in made)
    assert len(FUNCTIONS) >= len({re.sub(r"_\d{4}$", "", r["number_id"]) for r in made})
