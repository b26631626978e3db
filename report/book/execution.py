"""Cells that raised: by default Jupyter Book publishes their traceback and reports success."""

import ast
import re
from pathlib import Path

from docutils import nodes
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
            shown = re.search(r"^-{5,}\n(.+?)\n-{5,}$", text, re.DOTALL | re.MULTILINE)
            faults.append(stopped(env, docname, shown[1] if shown else "", _message(text)))
    return faults


def stopped(env, docname: str, code: str, message: str) -> Fault:
    """Return the fault of a cell that stopped, with the line of the chapter on which its code starts."""
    source = Path(env.doc2path(docname)).read_text(encoding="utf-8")
    line = source[:max(source.find(code.strip()), 0)].count("\n") + 1
    return Fault(f"{env.doc2path(docname, base=False)}, line {line}", f"The code cell stopped with {message}",
                 "Correct the cell, or what it asks for.")


def code_cells(doctree: nodes.document) -> list[nodes.literal_block]:
    """Return the code of each cell of a page."""
    return [block for block in doctree.findall(nodes.literal_block)
            if block.parent is not None and "cell_input" in block.parent.get("classes", [])]


def parsed(code: str) -> ast.Module:
    """Return the syntax tree of a cell; an empty one where Python cannot read it, since the cell then stops by itself."""
    try:
        return ast.parse(code)
    except SyntaxError:
        return ast.Module([], [])


def _message(text):
    """Return the last error of a traceback: its kind and all lines of its message."""
    found = list(re.finditer(r"^[\w.]+: .*", text, re.MULTILINE))
    return " ".join(text[found[-1].start():].split()) if found else text[-200:]
