"""What the tests read out of a PDF."""

import re

import pikepdf
import pypdf


def text(path) -> str:
    """Return the words of a PDF, with broken words joined."""
    pages = (page.extract_text() for page in pypdf.PdfReader(path).pages)
    return re.sub(r"\s+", " ", re.sub(r"[\u00ad\u2010-]\n", "", "\n".join(pages)))


def elements(pdf: pikepdf.Pdf) -> list:
    """Return all elements of the tree of tags, in reading order."""
    found, waiting = [], [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        found.append(element)
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [kid for kid in reversed(list(kids)) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return found[1:]


def tags(pdf: pikepdf.Pdf) -> list[str]:
    """Return the names of all tags in reading order."""
    return [str(element["/S"]) for element in elements(pdf)]


def bookmarks(items, level=1) -> list[tuple[int, str]]:
    """Return level and title of all bookmarks."""
    return [pair for item in items for pair in [(level, item.title), *bookmarks(item.children, level + 1)]]
