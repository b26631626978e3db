"""Words and values as Typst markup, safe whatever they contain."""

import re
from datetime import date

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
LONG = re.compile(r"\S{25,}")
AFTER = re.compile(r"(?<=[/._?&=:;,@%+-])(?=\w)|(?<=\w{24})(?=\w)")


def words(text: str) -> str:
    """Return plain text as markup: nothing in it is taken for Typst, and long addresses may be broken."""
    text = re.sub(r"\s*\n\s*", " ", text)
    out, end = [], 0
    for found in LONG.finditer(text):
        out += [escape(text[end:found.start()]), "#nick;".join(map(escape, pieces(found[0])))]
        end = found.end()
    return "".join(out) + escape(text[end:])


def pieces(run: str) -> list[str]:
    """Cut a long run of characters where a line may be broken, after a mark or every so many letters."""
    parts, last = [], 0
    for found in AFTER.finditer(run):
        if found.start() - last >= (3 if not run[found.start() - 1].isalnum() else 12):
            parts.append(run[last:found.start()])
            last = found.start()
    return [*parts, run[last:]]


def escape(text: str) -> str:
    """Put a backslash before each mark that could mean something to Typst."""
    return PUNCTUATION.sub(r"\\\1", text)


def value(thing) -> str:
    """Return a value of Python as a value of Typst."""
    if thing is None:
        return "none"
    if isinstance(thing, bool):
        return str(thing).lower()
    if isinstance(thing, (int, float)):
        return repr(thing)
    if isinstance(thing, date):
        return f"datetime(year: {thing.year}, month: {thing.month}, day: {thing.day})"
    if isinstance(thing, dict):
        return "(" + (", ".join(f"{string(key)}: {value(v)}" for key, v in thing.items()) or ":") + ")"
    if isinstance(thing, (list, tuple)):
        return "(" + "".join(f"{value(v)}, " for v in thing) + ")"
    return string(str(thing))


def string(text: str) -> str:
    """Return text as a string of Typst."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("\n", "\\n").replace("\r", "").replace("\t", "    ") + '"'


def call(name: str, *bodies: str, **named) -> str:
    """Return a call with contents; a named argument that is None is left out, and others are ready markup."""
    arguments = ", ".join(f"{key.replace('_', '-')}: {text}" for key, text in named.items() if text is not None)
    return f"#{name}({arguments})" + "".join(f"[{body}]" for body in bodies)
