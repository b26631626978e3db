"""Pictures: the best file there is for print, copied below the work folder, and a text that says what they show."""

import hashlib
import re
import shutil
from pathlib import Path

from docutils import nodes

from typstbook.faults import fault

FORMATS = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")
LENGTH = re.compile(r"([\d.]+)\s*(%|px|pt|cm|mm|in|em)?$")


def picture(node: nodes.image, env, work: Path) -> str:
    """Copy the picture of an image node; return its path in the work folder, for Typst."""
    source = _best(node, env)
    copy = work / "images" / (hashlib.sha256(source.read_bytes()).hexdigest()[:16] + source.suffix.lower())
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, copy)
    return copy.relative_to(work).as_posix()


def _best(node, env):
    """Find the file: a drawing in lines is printed in place of its own picture in dots."""
    named = [uri for kind, uri in sorted(node.get("candidates", {}).items()) if kind != "?"] or [node["uri"]]
    files = [Path(env.srcdir, uri) for uri in named]
    files = [path.with_suffix(".svg") for path in files] + files
    usable = [path for path in files if path.suffix.lower() in FORMATS and path.is_file()]
    if not usable:
        raise fault(node, env, f"the picture {node['uri']} is no file that can be printed ({', '.join(FORMATS)}).")
    return min(usable, key=lambda path: FORMATS.index(path.suffix.lower()))


def alternative(node: nodes.image, env) -> str:
    """Return the text alternative of a picture; raise where it has none of its own."""
    alt = " ".join(node.get("alt", "").split())
    if not alt:
        raise fault(node, env, f"the picture {node['uri']} has no text alternative. Say in 'alt' what it shows.")
    if _plain(alt) in map(_plain, _captions(node)):
        raise fault(node, env, f"the text alternative of {node['uri']} only repeats the caption. "
                               "Say in 'alt' what the picture shows.")
    return alt


def _captions(node):
    """Yield the captions of the figure around a picture."""
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.figure):
        parent = parent.parent
    for caption in parent.findall(nodes.caption) if parent is not None else ():
        yield caption.astext()


def _plain(text):
    return "".join(c for c in text.casefold() if c.isalnum())


def width(node: nodes.image, env) -> str | None:
    """Return the width asked for, as Typst writes lengths."""
    if "width" not in node:
        return None
    found = LENGTH.match(str(node["width"]))
    if not found:
        raise fault(node, env, f"the width {node['width']} is not understood.")
    if found[2] in (None, "px"):
        return f"{float(found[1]) * 0.75}pt"
    return found[1] + found[2]
