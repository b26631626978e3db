"""Tables: columns that fit their words, and heads that are repeated on each page."""

from docutils import nodes

from typstbook.markup import call

NARROW = 16  # letters: a column of cells no longer than this is as wide as its words
SHORT = 12  # rows: a table of no more than this stays on one page


def table(writer, node: nodes.table) -> str:
    """Return a table without its caption."""
    group = next(node.findall(nodes.tgroup))
    body = [child for child in group.children if isinstance(child, nodes.tbody)]
    head = [row for part in group.children if isinstance(part, nodes.thead) for row in part.children]
    rows = [row for part in body for row in part.children]
    parts = [f"columns: {_columns(group, [*head, *rows])}"]
    if head:
        parts.append("table.header(" + ", ".join(_cell(writer, c) for row in head for c in row.children) + ")")
    parts += [", ".join(_cell(writer, cell) for cell in row.children) for row in rows if row.children]
    return "#table(" + ",\n  ".join(parts) + ",\n)"


def is_short(node: nodes.table) -> bool:
    """Tell whether a table is so short that it should not be broken."""
    return sum(1 for _ in node.findall(nodes.row)) <= SHORT


def _columns(group, rows):
    """Choose widths: narrow columns by their words, wide ones by the share of the text that they hold."""
    count = int(group["cols"])
    longest, total = [0] * count, [0] * count
    for row in rows:
        for place, entry in _places(row, count):
            length = len(entry.astext())
            longest[place] = max(longest[place], length)
            total[place] += length
    wide = [place for place in range(count) if longest[place] > NARROW] or [0]
    mean = {place: max(12, min(total[place] / max(1, len(rows)), 90)) for place in wide}
    return "(" + ", ".join(f"{mean[p] ** 0.7:.1f}fr" if p in wide else "auto" for p in range(count)) + ",)"


def _places(row, count):
    """Yield the column and the entry of each entry that fills one column. Entries that span rows are rare enough."""
    place = 0
    for entry in row.children:
        if not entry.get("morecols") and place < count:
            yield place, entry
        place += 1 + entry.get("morecols", 0)


def _cell(writer, entry):
    sides = {name.removeprefix("text-") for name in entry.get("classes", [])} & {"left", "right", "center"}
    more = {"colspan": "morecols", "rowspan": "morerows"}
    named = {name: str(entry[key] + 1) for name, key in more.items() if entry.get(key)}
    return call("table.cell", writer.inside(entry), align=next(iter(sides), None), **named)[1:]
