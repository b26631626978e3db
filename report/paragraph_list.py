"""Write down the numbers of the paragraphs at a release: `python -m report.paragraph_list`, after a good build.

From then on no correction renumbers them. The list, data/paragraphs.json, holds numbers and digests and no text.
"""

import json
import pickle

from docutils import nodes

from report.book.paragraphs import CHAPTERS, GONE, RELEASED, digest, released
from report.dataset import ROOT

READ = ROOT / "_build" / ".doctrees" / "chapters"


def printed(chapter: str) -> list[list[str]]:
    """Return number and digest of each paragraph that the last build numbered."""
    tree = pickle.loads((READ / f"{chapter}.doctree").read_bytes())
    return [[node["para"], digest(node)] for node in tree.findall(nodes.paragraph) if "para" in node]


def merged(old: list[list[str]], new: list[list[str]]) -> list[list[str]]:
    """Return the new list; numbers that are no longer printed stay at its end, so that no one gives them again."""
    kept = {number for number, _ in new}
    return new + [[number, GONE] for number, _ in old if number not in kept]


def layout(lists: dict) -> str:
    """Return JSON with one paragraph a line, so that a comparison of versions shows what changed."""
    rows = lambda pairs: ",\n".join(f"  {json.dumps(pair)}" for pair in pairs)
    return "{\n" + ",\n".join(f' "{chapter}": [\n{rows(pairs)}\n ]' for chapter, pairs in lists.items()) + "\n}\n"


def main():
    """Write the list."""
    last = released()
    lists = {chapter: merged(last.get(chapter, []), printed(chapter)) for chapter in CHAPTERS}
    RELEASED.write_text(layout(lists), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
