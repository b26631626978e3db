"""How to cite the report, a chapter, a figure and the data: who counted comes first, then the edition.

No line makes a body that counted an author: it did not write, check or endorse the report. What this module says
follows data/edition.yml. `python -m report.citations` writes CITATION.cff anew.
"""

import re
from collections import Counter
from collections.abc import Iterable

import yaml

from report.dataset import ROOT, Dataset, Number, dataset
from report.edition import Edition
from report.schema import read_descriptor
from report.wording import MONTHS, day

NAMED = 3  # bodies that a line names before it says "and others"
CITATION = ROOT / "CITATION.cff"
ASK = "Please credit the body that counted first, then this report."
NO_PUBLISHER = "Working edition, no publisher yet"


def data_title(edition: Edition) -> str:
    """Return the title of the data set."""
    return f"{edition.title}: the data"


def credit(numbers: Iterable[Number]) -> str:
    """Say who counted: "Counted by Viasna, UNHCR and others". Whose series are more comes first."""
    series = Counter(body for body, _ in dict.fromkeys((n.counted_by, n.indicator) for n in numbers))
    unnamed = series.pop("not stated", 0)
    names = [body for body, _ in series.most_common(NAMED)]
    names += ["others"] if unnamed or len(series) > NAMED else []
    return "Counted by " + " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def line(edition: Edition, numbers: Iterable[Number], what: str, part: str = "") -> str:
    """Return a plain line: who counted, in which work, which edition, who publishes it, which part of it."""
    words = [credit(numbers), f"In: {what}", f"Edition {edition.version}, {day(edition.published)}",
             edition.publisher or NO_PUBLISHER, part, edition.address]
    return " ".join(f"{word}." for word in words if word)


def of_report(data: Dataset) -> str:
    """Return the line of the report."""
    return line(data.edition, _shown(data), data.edition.title)


def of_part(data: Dataset, numbers: Iterable[Number], part: str) -> str:
    """Return the line of a part of the report that shows these numbers: "Chapter Convictions", "Figure transfers"."""
    return line(data.edition, numbers, data.edition.title, part)


def of_data(data: Dataset) -> str:
    """Return the line of the data set."""
    return line(data.edition, data.numbers.values(), data_title(data.edition))


def _shown(data):
    return [n for n in data.numbers.values() if n.use == "report"]


def bibtex(data: Dataset) -> str:
    """Return the entries of the report and of the data set for BibTeX."""
    edition, when = data.edition, data.edition.published
    both = {"author": "{" + _tex(edition.publisher or NO_PUBLISHER) + "}", "year": when.year,
            "month": MONTHS[when.month - 1][:3].lower()}
    rest = {"url": edition.address}
    return "\n\n".join([
        _entry("techreport", f"belarus{edition.year}report", {
            "title": "{" + _tex(edition.title) + "}", **both, "institution": _tex(edition.publisher or NO_PUBLISHER),
            "number": f"Edition {edition.version}", "note": _tex(credit(_shown(data))), **rest}),
        _entry("misc", f"belarus{edition.year}data", {
            "title": "{" + _tex(data_title(edition)) + "}", **both,
            "howpublished": f"Data set, edition {edition.version}",
            "note": _tex(credit(data.numbers.values())), **rest})])


def _entry(kind, key, fields):
    lines = [f"  {name} = " + (value if name == "month" else f"{{{value}}}") for name, value in fields.items() if value]
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}"


def _tex(text):
    """Put a backslash before the letters that TeX takes for commands."""
    return re.sub(r"([&%$#_])", r"\\\1", text)


def cff(edition: Edition) -> str:
    """Return CITATION.cff for the data set, with the report as the work preferred in a citation."""
    return yaml.safe_dump({
        "cff-version": "1.2.0", "message": ASK, "type": "dataset", "title": data_title(edition), **_cff_work(edition),
        "abstract": about(edition),
        "preferred-citation": {"type": "report", "title": edition.title, **_cff_work(edition)}},
        sort_keys=False, allow_unicode=True, width=120)


def _cff_work(edition):
    """Return what CITATION.cff says of the report and of the data alike."""
    return {"version": edition.version, "date-released": edition.published.isoformat(), "license": licence()["name"],
            "authors": [{"name": edition.publisher or NO_PUBLISHER}]} | (
        {"url": edition.address} if edition.address else {})


def about(edition: Edition) -> str:
    """Return what the data set is, in two sentences."""
    return (f"The numbers of a report on political persecution in Belarus in {edition.year}. Each is a row with its "
            "source, its bound and its unit.")


def licence() -> dict:
    """Return name, title and address of the licence of the compilation, as data/datapackage.json has them."""
    return read_descriptor(ROOT / "data")["licenses"][0]


if __name__ == "__main__":
    CITATION.write_text(cff(dataset().edition), encoding="utf-8", newline="\n")
