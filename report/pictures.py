"""A chart on its way to the page: picture, caption, a text that says the same, and the table behind it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report import citations, wording
from report.dataset import ROOT, Number, dataset
from report.tables import pipe_rows, series_link

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CHARTS = ROOT / "_build" / "charts"


@dataclass
class Picture:
    """What a chart function returns to a notebook.

    `alt` is a sentence made from the numbers drawn; `header` and `rows` are the table behind the chart, whose cells
    are Markdown; `caption` is written by the editor, in Markdown.
    """

    name: str
    figure: "Figure"
    alt: str
    numbers: list[Number]
    header: list[str]
    rows: list[list[str]]
    caption: str = field(default="", kw_only=True)
    label: str = field(default="", kw_only=True)

    def labelled(self, label: str) -> "Picture":
        """Return the picture with a label of its own, for a chart that stands in the book a second time."""
        self.label = label
        return self

    def _repr_markdown_(self) -> str:
        from report import style  # matplotlib is for the cells; whoever needs the words only does without it
        style.save(self.figure, self.name, [said(number) for number in self.numbers], CHARTS)
        line = citations.of_part(dataset(), self.numbers, f"Figure {self.name}")
        files = ", ".join(f"{{take-away}}`{kind.upper()} <data/charts/{self.name}.{kind}>`"
                          for kind in ("csv", "svg", "png"))
        ids = " ".join(dict.fromkeys(n.number_id for n in self.numbers))
        return "\n".join([
            f"::::{{chart}} /_build/charts/{self.name}.png", f":name: fig-{self.label or self.name}", f":alt: {self.alt}",
            f":numbers: {ids}", "",
            f"{self.caption} {series_link(self.numbers[0])}", "::::", "",
            "::::{fold} Table, files and how to cite", "", *pipe_rows(self.header, self.rows), "",
            f"Cite as: [{line}]{{.cite-as}} Take away: {files}.", "::::", ""])


def said(number: Number) -> str:
    """Print a number with its bound, for the words inside a picture and for its text alternative."""
    return wording.printed(number, dataset().counters)


def is_floor(number: Number) -> bool:
    """Tell whether the number is printed as a floor: at least, or more than, so many."""
    return said(number).startswith(("at least", "more than"))


def source_line(numbers: list[Number]) -> str:
    """Return the line inside a picture that says who counted, where it was read, and which edition this is."""
    data = dataset()
    sources = {i: data.sources[i] for n in numbers for i in source_ids(n)}
    bodies = _named_bodies(numbers)
    if any(n.counted_by == "not stated" for n in numbers):
        bodies.append("others whom the source does not name")
    if len(sources) <= 2:
        read = "; ".join(f"{s.publisher}, {wording.published(s)}" for s in sources.values())
    else:
        read = "several documents, named in the sources"
    return f"Counted by {', '.join(bodies)}. Read in: {read}. {wording.edition_line(data.edition)}."


def _named_bodies(numbers):
    """Return the bodies that counted, once each, without those that a source does not name."""
    return list(dict.fromkeys(n.counted_by for n in numbers if n.counted_by != "not stated"))


def source_ids(number: Number) -> list[str]:
    """Return the sources of a number; those of its ingredients where it is derived."""
    from report.derived import resolve
    if not number.ingredients:
        return [number.source_id]
    return list(dict.fromkeys(i for part in number.ingredients for i in source_ids(resolve(dataset(), part))))
