"""Numbers of paragraphs, so that a sentence can be cited on paper and on the site: "Convictions, para 12".

The numbers of the last release stand in data/paragraphs.json, each with a digest of its paragraph's first words. A
paragraph keeps its number for good: one put in after 12 becomes 12a, and the number of one taken out is not given
again. Without that file, or for a chapter that it does not name, paragraphs are counted. A withdrawn paragraph
has "withdrawn" and its number in the place of the digest, which could confirm its words.
"""

import hashlib
import json
import re
from difflib import SequenceMatcher
from itertools import count
from pathlib import Path

from docutils import nodes

from report.dataset import ROOT

RELEASED = ROOT / "data" / "paragraphs.json"
CHAPTERS = ("deportations", "political-prisoners", "transnational-repression", "convictions", "torture", "one-family",
            "displacement")
PASSAGES = ("distress",)  # containers whose paragraphs are prose like all others
FIRST_WORDS = 8
GONE = ""  # in place of a digest: the paragraph was taken out
WITHDRAWN = "withdrawn "


def number_paragraphs(app, doctree):
    """Give each paragraph of prose of a theme chapter its number and an anchor."""
    folder, _, chapter = app.env.docname.rpartition("/")
    if folder != "chapters" or chapter not in CHAPTERS:
        return
    found = [node for node in doctree.findall(nodes.paragraph) if is_prose(node)]
    for node, number in zip(found, numbers(released().get(chapter, []), [digest(n) for n in found])):
        node["para"] = number
        node["ids"].append(f"para-{number}")


def is_prose(node: nodes.paragraph) -> bool:
    """Tell whether a paragraph stands in the running text: in sections and passages only.

    A notice in the place of withdrawn text that had no number gets none.
    """
    if "after-distress" in node["classes"] or node.get("withdrawn") == "" or not node.astext().strip():
        return False
    parent = node.parent
    while isinstance(parent, nodes.section) or (
            isinstance(parent, nodes.container) and set(parent["classes"]) & set(PASSAGES)):
        parent = parent.parent
    return isinstance(parent, nodes.document)


def digest(node: nodes.paragraph) -> str:
    """Return what tells a paragraph apart from the others of its chapter."""
    return WITHDRAWN + node["withdrawn"] if "withdrawn" in node else fingerprint(node.astext())


def fingerprint(text: str) -> str:
    """Return a digest of the first words, without numerals: a corrected number leaves a paragraph what it was."""
    words = re.sub(r"[\d.,]+", "", text).casefold().split()[:FIRST_WORDS]
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:10]


def released(file: Path = RELEASED) -> dict[str, list[list[str]]]:
    """Return pairs of number and digest for each chapter of the last release."""
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def numbers(old: list[list[str]], new: list[str]) -> list[str]:
    """Return a number for each new digest, given the pairs of number and digest of the last release.

    Where as many paragraphs were reworded as there were before, they keep their numbers in order.
    """
    if not old:
        return [str(place) for place, _ in enumerate(new, 1)]
    still = [pair for pair in old if pair[1] != GONE]
    taken, given, last = {number for number, _ in old}, [], "0"
    matcher = SequenceMatcher(None, [digest for _, digest in still], new, autojunk=False)
    for _, start, end, first, after in matcher.get_opcodes():
        for place in range(after - first):
            last = still[start + place][0] if start + place < end else _inserted(last, taken)
            given.append(last)
        last = still[end - 1][0] if end > start else last
    return given


def _inserted(last, taken):
    """Return the first free number after another: 12a, 12b."""
    base = re.match(r"\d+", last)[0]
    number = next(name for place in count() if (name := base + _letters(place)) not in taken)
    taken.add(number)
    return number


def _letters(place):
    """Return a, b, … z, aa, ab, …"""
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(ord("a") + place % 26)
