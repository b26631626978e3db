"""Tables as MyST Markdown, with every number asked for by its id so that it stays traceable.

Cells of notebooks show tables only this way: never as HTML.
"""

from report.dataset import Number, dataset
from report.derived import first_row, resolve
from report.edition import of_year
from report.wording import period


class Markdown(str):
    """Markdown that a notebook shows as part of the page."""

    def _repr_markdown_(self) -> str:
        return str(self)


def table(caption: str, header: list[str], rows: list[list[str]], name: str) -> Markdown:
    """Return a table with a caption and a link to its data.

    The first column holds the row headers, the others are set to the right.
    """
    return Markdown("\n".join([f":::{{table}} {caption} {{take-away}}`CSV <data/tables/{name}.csv>`",
                               f":name: tbl-{name}", "", *pipe_rows(header, rows), ":::", ""]))


def pipe_rows(header: list[str], rows: list[list[str]]) -> list[str]:
    """Return the lines of a pipe table."""
    rules = [":--", *["--:"] * (len(header) - 1)]
    return ["| " + " | ".join(cells) + " |" for cells in (header, rules, *rows)]


def cell(number: Number | None) -> str:
    """Return the role that prints a number in a table; a dash where there is none."""
    return f"{{num:cell}}`{number.number_id}`" if number else "–"


def listing(caption: str, name: str, rows: dict[str, str]) -> Markdown:
    """Return a table of single numbers: what, how many, when, who counted. `rows` gives an id for each label."""
    data = dataset()
    numbers = [(label, resolve(data, number_id)) for label, number_id in rows.items()]
    return table(f"{caption}. {series_link(numbers[0][1])}", ["What", "Number", "When", "Counted by"],
                 [[label, cell(n), period(n), n.counted_by] for label, n in numbers], name)


def grid(caption: str, name: str, columns: dict[str, str], rows: dict[str, str]) -> Markdown:
    """Return a table of one number in each cell.

    `columns` gives a title for each heading of a column and `rows` a label for each row; the id of a cell is the row's
    id with the column's put in the place of "*". A number that the dataset does not have is shown as a dash.
    """
    data = dataset()
    ids = [[of_year(pattern.replace("*", part), data.edition.year) for part in columns] for pattern in rows]
    first = next(data.numbers[i] for line in ids for i in line if i in data.numbers)
    return table(f"{caption}. {series_link(first)}", ["What", *columns.values()],
                 [[label, *(cell(data.numbers.get(i)) for i in line)] for label, line in zip(rows.values(), ids)], name)


def series_link(number: Number) -> str:
    """Return the role that leads from a caption to the cards of a number's series."""
    return f"{{num:series}}`{first_row(dataset(), number).indicator}`"
