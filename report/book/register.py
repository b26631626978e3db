"""The page of the places where sources disagree."""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from report import cards
from report.book.numbers import link
from report.dataset import dataset
from report.derived import resolve
from report.faults import Fault
from report.wording import period, printed

KINDS = {"values": "The numbers differ", "bound": "Only the words before the number differ",
         "definition": "Different things are counted", "attribution": "Who counted, or what follows, is unclear"}


class Register(SphinxDirective):
    """List every disagreement, grouped by kind, each with an anchor of its own."""

    def run(self):
        """Return a section for each kind."""
        data = dataset()
        return [nodes.section("", nodes.title("", title), *[
            _entry(data, d) for d in data.discrepancies.values() if d.kind == kind], ids=[f"kind-{kind}"])
            for kind, title in KINDS.items() if any(d.kind == kind for d in data.discrepancies.values())]


def _entry(data, entry):
    numbers = [resolve(data, i) for i in entry.ids]
    section = nodes.section("", nodes.title("", entry.title), ids=[entry.discrepancy_id], classes=["register"])
    section += nodes.bullet_list("", *[_line(data, n) for n in numbers], bullet="*")
    difference = cards.gap(data, entry.discrepancy_id, resolve)
    for name, text in (("Likely reason", entry.reason), ("What this report does", entry.treatment),
                       ("Standing", entry.status + ".")):
        section += nodes.paragraph("", "", nodes.strong("", f"{name}: "), nodes.Text(text))
    if difference:
        section += nodes.paragraph("", "", nodes.strong("", "Between the lowest and the highest: "),
                                   nodes.inline("", difference, classes=["number"], computed=True), nodes.Text("."))
    return section


def _line(data, number):
    shown = nodes.inline("", printed(number, data.counters), classes=["number"], number_id=number.number_id,
                         tabled=True, bare=False)
    what = f": {cards.counts(data, number)}, {period(number)}, counted by {number.counted_by}"
    if number.formula or number.use == "report":  # the others have no card
        shown = link("card", number.number_id, shown)
    return nodes.list_item("", nodes.paragraph("", "", shown, nodes.Text(what)))


def faults_of_register(data) -> list[Fault]:
    """Return a fault for each entry that names an unknown number and each conflict that no entry names.

    Two rows that the book shows are in conflict where they speak of the same indicator, place, period, breakdown and
    unit and differ in value or bound.
    """
    faults, registered = [], set()
    for entry in data.discrepancies.values():
        place = f"data/discrepancies.csv, entry {entry.discrepancy_id}"
        for number_id in entry.ids:
            try:
                resolve(data, number_id)
            except KeyError as err:
                faults.append(Fault(place, str(err), "Correct the id in number_ids."))
        registered |= {frozenset((a, b)) for a in entry.ids for b in entry.ids}
    same = {}
    for number in (n for n in data.numbers.values() if n.use == "report" and n.status != "superseded"):
        same.setdefault((number.indicator, number.place, number.counterpart, number.period_start, number.period_end,
                         number.breakdown, number.unit), []).append(number)
    for numbers in (group for group in same.values() if len(group) > 1):
        first, *others = numbers
        for other in others:
            if (first.value, first.bound) != (other.value, other.bound) \
                    and frozenset((first.number_id, other.number_id)) not in registered:
                faults.append(Fault(f"data/numbers.csv, row {other.number_id}",
                                    f"It differs from {first.number_id}, and no entry says so.",
                                    "Add an entry to data/discrepancies.csv that names both."))
    return faults
