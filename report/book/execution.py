"""Cells that raised: by default Jupyter Book publishes their traceback and reports success."""

import re

from myst_nb.sphinx_ import NbMetadataCollector

from report.faults import Fault

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def faults_of_cells(env) -> list[Fault]:
    """Return a fault for each document with a cell that raised, with the line on which the cell starts."""
    faults = []
    for docname in sorted(env.all_docs):
        result = NbMetadataCollector.get_exec_data(env, docname)
        if result and not result["succeeded"]:
            text = COLOUR.sub("", result["traceback"] or result["error"] or "").strip()
            place = f"{env.doc2path(docname, base=False)}, line {_line(env.doc2path(docname), text)}"
            faults.append(Fault(place, f"The code cell stopped with {_message(text)}",
                                "Correct the cell, or what it asks for."))
    return faults


def _message(text):
    """Return the last error of a traceback: its kind and all lines of its message."""
    found = list(re.finditer(r"^[\w.]+: .*", text, re.MULTILINE))
    return " ".join(text[found[-1].start():].split()) if found else text[-200:]


def _line(path, text):
    """Find the cell that the traceback shows, between its two rules, in the chapter."""
    shown = re.search(r"^-{5,}\n(.+?)\n-{5,}$", text, re.DOTALL | re.MULTILINE)
    with open(path, encoding="utf-8") as file:
        source = file.read()
    start = source.find(shown[1].strip()) if shown else -1
    return source[:max(start, 0)].count("\n") + 1
