"""Tables: columns that fit their words, and heads that are repeated on each page."""

from math import ceil

from docutils import nodes

from typstbook.markup import call

MEASURE, GAP = 44.5, 1.25  # em: the width of a table, and what lies between two columns
NARROW = 10  # em: no line of a column of such cells is broken
STEP = 0.25  # em
SHORT = 9  # rows: a table of no more than this stays on one page
THIN, BROAD = "ijlItfr.,;:'’!()[]|/-", "mwMWЖжШшЩщЮюЫы@%—"


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
    texts = [_texts(row, count) for row in rows]
    lengths = [[_em(text) for text in row] for row in texts]
    longest = [max(column) for column in zip(*lengths)]
    room = MEASURE - GAP * count
    if sum(longest) <= room:
        return "(1fr, " + "auto, " * (count - 1) + ")"
    words = [max((_em(word) for text in column for word in text.split()), default=1) for column in zip(*texts)]
    widths = _narrowed(longest, words, lengths, room)
    return "(" + "".join(f"{width + GAP:.2f}fr, " if longest[place] > NARROW else "auto, "
                         for place, width in enumerate(widths)) + ")"


def _texts(row, count):
    """Return the words of a row by column; cells over several columns leave theirs empty."""
    texts, place = [""] * count, 0
    for entry in row.children:
        if not entry.get("morecols") and place < count:
            texts[place] = entry.astext()
        place += 1 + entry.get("morecols", 0)
    return texts


def _em(text):
    """Guess the width of a line of words, in em of a sans-serif face with figures of one width."""
    return sum(0.25 if c == " " else 0.6 if c.isdigit() else 0.33 if c in THIN else 0.85 if c in BROAD
               else 0.65 if c.isupper() else 0.55 for c in text)


def _narrowed(widths, words, lengths, room):
    """Take room away, a little at a time, from the wide column where that makes the rows least higher.

    `words` holds the width of the longest word of each column, `lengths` that of the whole text of each cell.
    """
    initial, widths = widths, list(widths)
    while sum(widths) > room:
        choice = [place for place, width in enumerate(widths)
                  if width - STEP > words[place] and initial[place] > NARROW]
        if not choice:
            break
        best = min(choice, key=lambda place: (_height(lengths, widths, place), -widths[place]))
        widths[best] -= STEP
    return widths


def _height(lengths, widths, narrower):
    """Return the lines of all rows if one column were a step narrower."""
    fit = [width - STEP * (place == narrower) for place, width in enumerate(widths)]
    return sum(max(ceil(length / width - 0.001) for length, width in zip(row, fit)) for row in lengths)


def _cell(writer, entry):
    sides = {name.removeprefix("text-") for name in entry.get("classes", [])} & {"left", "right", "center"}
    more = {"colspan": "morecols", "rowspan": "morerows"}
    named = {name: str(entry[key] + 1) for name, key in more.items() if entry.get(key)}
    return call("table.cell", writer.inside(entry), align=next(iter(sides), None), **named)[1:]
