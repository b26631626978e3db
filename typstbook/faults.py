"""What stops the typesetting: always with the place in the source that has to be mended."""

from pathlib import Path

from sphinx.errors import SphinxError


class TypesettingError(SphinxError):
    """The PDF cannot be made."""

    category = "The PDF was not made"


def fault(node, env, problem: str) -> TypesettingError:
    """Return the error for a problem with a node, with the file and the line of the node or the nearest above it."""
    above = list(_upwards(node))
    line = next((n.line for n in above if n.line), "unknown")
    path = Path(next((n.source for n in above if n.source), None) or above[-1].get("source", "unknown file"))
    if path.is_relative_to(env.srcdir):
        path = path.relative_to(env.srcdir)
    return TypesettingError(f"{path.as_posix()}, line {line}: {problem}")


def _upwards(node):
    while node is not None:
        yield node
        node = node.parent
