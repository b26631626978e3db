"""The text of a page made fit for everyone: headers, labels, sizes and addresses that Sphinx leaves out.

Each step changes the parsed page in place and knows nothing of the others.
"""

import re
import struct
from copy import copy
from pathlib import Path
from urllib.parse import urlsplit

QUIET = ("number", "source", "conflict")
SHOWN = 640  # pixels: the widest that a picture is shown
BOUND = re.compile(r"^(at least|more than|about|up to|top)\b\s*")
FLOORS = ("at least", "more than")
CODE = "Code that made this"


def mend(soup, pictures: dict[str, Path]):
    """Take all steps; `pictures` gives the file behind each picture's published name."""
    for step in (no_inline, chapter_number, paragraph_numbers, quiet_links, citations, plain_code, code_folds,
                 one_header_row, table_headers, number_columns, scroll_regions, big_numbers, outbound_links):
        step(soup)
    picture_sizes(soup, pictures)


def no_inline(soup):
    """Take away styles and scripts that a page carries in itself: its policy forbids them."""
    for tag in soup.find_all(["script", "style", "colgroup"]):
        tag.decompose()
    for tag in soup.find_all(True):
        for name in [n for n in tag.attrs if n in ("style", "border", "align") or n.startswith("on")]:
            del tag[name]


def chapter_number(soup):
    """Write "Chapter 3" over the heading of a numbered chapter, where there was a bare "3."."""
    for number in soup.select("h1 > .section-number"):
        number.string = f"Chapter {number.get_text(strip=True).rstrip('.')} "


def paragraph_numbers(soup):
    """Print the number of a paragraph before it, as a link to the paragraph itself."""
    for paragraph in soup.select('p[id^="para-"]'):
        number = paragraph["id"].removeprefix("para-")
        link = soup.new_tag("a", attrs={"class": "para-number", "href": f"#para-{number}",
                                        "aria-label": f"Paragraph {number}"})
        link.string = number
        paragraph.insert(0, link, " ")


def quiet_links(soup):
    """Let a link that holds nothing but a number, a source or a mark say so in its class: its looks go by it."""
    for link in soup.find_all("a"):
        inner = link.find(class_=QUIET, recursive=False)
        if inner and inner.get_text() == link.get_text():
            link["class"] = [f"{name}-link" for name in inner["class"]]


def _with_link(node):
    """Return the link around a node, where there is one that holds nothing else."""
    return node.parent if node.parent.name == "a" else node


def citations(soup):
    """Set a source that is cited after a sentence in brackets, so that it is told apart when heard or copied, too."""
    for source in soup.find_all(class_="source"):
        cited = _with_link(source)
        if source.find_parent(["p", "td", "dd"]) and _ending(cited) not in ("", "(") \
                and not source.find_parent(class_="key-figures"):
            cited.insert_before("(")
            cited.insert_after(")")


def _ending(node):
    """Return the last letter before a node in its paragraph; nothing where the node stands first."""
    return next((text[-1] for one in node.previous_siblings if (text := one.get_text().rstrip())), "")


def plain_code(soup):
    """Let code be read by keyboard, and without the marks of a colour scheme that this theme does not have."""
    for pre in soup.find_all("pre"):
        pre["tabindex"] = "0"
        pre.string = pre.get_text()


def code_folds(soup):
    """Give the folds of code one plain summary each: theirs has two, and a label that hides both."""
    for summary in soup.find_all("summary"):
        summary.attrs.pop("aria-label", None)
        if "hide" in summary.parent.get("class", []):
            summary.attrs = {}
            summary.string = CODE
            summary.parent["class"] = ["hide"]


def one_header_row(soup):
    """Fold a second header row, where pandas prints the name of the index, into the first."""
    for head in soup.find_all("thead"):
        first, *others = head.find_all("tr")
        for row in others:
            for upper, lower in zip(first.find_all(["th", "td"]), row.find_all(["th", "td"])):
                if lower.get_text(strip=True) and not upper.get_text(strip=True):
                    upper.string = lower.get_text(strip=True)
            row.decompose()


def table_headers(soup):
    """Say which cells are headers, and of what: of a column, or in the first column of a row."""
    for table in soup.find_all("table"):
        table.attrs = {"id": table["id"]} if table.get("id") else {}
        for row in table.find_all("tr"):
            row.attrs.pop("class", None)
            for column, cell in enumerate(row.find_all(["th", "td"])):
                _set_header(cell, in_head=row.parent.name == "thead", first=column == 0)


def _set_header(cell, in_head, first):
    """Make a cell what it is; an empty corner is no header."""
    is_header = (in_head or first) and cell.get_text(strip=True)
    cell.name = "th" if is_header else "td"
    cell.attrs = ({"scope": "col" if in_head else "row"} if is_header else {}) | (
        {"class": "right"} if "text-right" in cell.get("class", []) else {})
    if len(cell.find_all(True, recursive=False)) == 1 and cell.p:
        cell.p.unwrap()


def number_columns(soup):
    """Set only columns of numbers to the right; words read better from the left."""
    for table in soup.find_all("table"):
        rows = [row.find_all(["th", "td"], recursive=False) for row in table.find_all("tr")]
        for column in zip(*rows):
            if all("right" in cell.get("class", []) for cell in column) and not all(map(_is_number, column[1:])):
                for cell in column:
                    del cell["class"]


def _is_number(cell):
    text = BOUND.sub("", cell.get_text(strip=True))
    return cell.select_one(".number") is not None or re.fullmatch(r"[\d.,%\s–-]*", text)


def scroll_regions(soup):
    """Put each table of three columns or more into a part that scrolls by itself, can be focused and has a name."""
    used = {}
    for table in soup.find_all("table"):
        if wrapper := table.find_parent("div", class_="pst-scrollable-table-container"):
            wrapper.unwrap()
        row = table.find("tr")
        if row is None or len(row.find_all(["th", "td"])) < 3:
            continue
        label = _label(table)
        used[label] = used.get(label, 0) + 1
        table.wrap(soup.new_tag("div", attrs={
            "class": "scroll", "role": "region", "tabindex": "0",
            "aria-label": label if used[label] == 1 else f"{label} ({used[label]})"}))


def _label(table):
    """Name a table by its caption, or by the figure whose values it holds."""
    if table.caption:
        return " ".join(table.caption.get_text().split())
    fold = table.find_parent("details")
    figure = table.find_previous("figcaption") if fold else None
    number = figure.select_one(".caption-number") if figure else None
    if number:
        return f"Values of {number.get_text(strip=True)}"
    return fold.summary.get_text(strip=True) if fold and fold.summary else "Table"


def big_numbers(soup):
    """In a panel of key figures, set the words of the bound apart from the digits, which are printed large."""
    for item in soup.select(".key-figures li"):
        number = item.select_one(".number")
        if number is None:
            continue
        shown = _with_link(number)
        if mark := shown.find_next_sibling(class_="conflict-link"):
            shown.parent.append(mark.extract())  # below the sentence, which it would break
            shown.parent.smooth()
        if isinstance(shown.next_sibling, str):
            shown.next_sibling.replace_with(re.sub(r"^[:,\s]+", " ", shown.next_sibling))
        if not re.search(r"\d", number.get_text()):
            item["class"] = ["word"]
        if text := number.find(string=BOUND):
            _set_apart(soup, item, text)


def _set_apart(soup, item, text):
    bound = BOUND.match(text)
    words = soup.new_tag("span", attrs={"class": "bound"})
    words.string = bound[1]
    if bound[1] in FLOORS:
        item["class"] = [*item.get("class", []), "floor"]
    text.replace_with(words, f" {text[bound.end():]}")


def outbound_links(soup):
    """Let links to other hosts say where they lead, and tell no one where the reader came from."""
    for link in soup.find_all("a", href=re.compile("^https?:")):
        link["rel"] = "noreferrer noopener"
        link.attrs.pop("target", None)
        host = (urlsplit(link["href"]).hostname or "").removeprefix("www.")
        if host not in link.get_text():
            name = soup.new_tag("span", attrs={"class": "host"})
            name.string = f" ({host})"
            link.append(name)


def picture_sizes(soup, pictures: dict[str, Path]):
    """Give pictures the size at which they are shown, so that no text jumps while they load."""
    for image in soup.find_all("img"):
        image["loading"], image["decoding"] = "lazy", "async"
        file = pictures.get(image.get("src", "").rpartition("/")[2])
        if file and (size := png_size(file)):
            image["width"], image["height"] = map(str, shown_size(*size))


def png_size(file: Path) -> tuple[int, int] | None:
    """Return width and height of a PNG; None for any other file."""
    with file.open("rb") as stream:
        start = stream.read(24)
    return struct.unpack(">II", start[16:24]) if start.startswith(b"\x89PNG") and len(start) == 24 else None


def shown_size(width: int, height: int) -> tuple[int, int]:
    """Return the size on the page of a picture that was drawn at twice that size or more."""
    scale = max(2, width / SHOWN)
    return round(width / scale), round(height / scale)


def on_page(soup):
    """Put a list of the sections below the heading of a page that has three or more."""
    heading = soup.find("h1")
    sections = [(s["id"], s.h2) for s in soup.select("section > section[id]") if s.find("h2", recursive=False)]
    if heading is None or len(sections) < 3:
        return
    items = "".join(f'<li><a href="#{name}">{_words(h2)}</a></li>' for name, h2 in sections)
    nav = type(soup)('<nav class="on-page" aria-label="On this page"><details><summary>On this page</summary>'
                     f"<ol>{items}</ol></details></nav>", "html.parser")
    heading.insert_after(nav)


def _words(heading):
    """Return a heading without its number, which says nothing in a list."""
    words = copy(heading)
    if number := words.select_one(".section-number"):
        number.decompose()
    return words.decode_contents()
