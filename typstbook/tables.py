"""Tables: columns that fit their words, and heads that are repeated on each page."""

from docutils import nodes

from typstbook.markup import call

MEASURE, GAP = 82, 3  # letters in a line of a table, and those that fill the gap between two columns
SHORT = 9  # rows: a table of no more than this stays on one page


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
    """Let columns be as wide as their words. Where all fit, the first takes the room that is left."""
    count = int(group["cols"])
    longest = [0] * count
    for row in rows:
        place = 0
        for entry in row.children:
            if not entry.get("morecols") and place < count:
                longest[place] = max(longest[place], len(entry.astext()))
            place += 1 + entry.get("morecols", 0)
    fits = sum(longest) + GAP * count <= MEASURE
    return "(" + ("1fr" if fits else "auto") + ", " + "auto, " * (count - 1) + ")"


def _cell(writer, entry):
    sides = {name.removeprefix("text-") for name in entry.get("classes", [])} & {"left", "right", "center"}
    more = {"colspan": "morecols", "rowspan": "morerows"}
    named = {name: str(entry[key] + 1) for name, key in more.items() if entry.get(key)}
    return call("table.cell", writer.inside(entry), align=next(iter(sides), None), **named)[1:]
