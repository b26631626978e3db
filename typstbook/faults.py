"""What stops the typesetting: always with the place in the source that has to be mended."""

from pathlib import Path

from docutils.utils import get_source_line
from sphinx.errors import SphinxError


class TypesettingError(SphinxError):
    """The PDF cannot be made."""

    category = "The PDF was not made"


def fault(node, env, problem: str) -> TypesettingError:
    """Return the error for a problem with a node, with the file and the line of the node or the nearest above it."""
    source, line = get_source_line(node)
    if not source:
        source = node.document["source"] if node.document is not None else "unknown file"
    path = Path(source)
    if path.is_relative_to(env.srcdir):
        path = path.relative_to(env.srcdir)
    return TypesettingError(f"{path.as_posix()}, line {line or 'unknown'}: {problem}")
