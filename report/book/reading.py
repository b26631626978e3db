"""Read every page as a build does, but run no cell and write nothing: what an editor can know in two seconds."""

import ast
import io
import re
import tempfile
from pathlib import Path

from jupyter_book.config import get_final_config
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from report.book.checks import Faulty
from report.book.execution import code_cells, stopped
from report.book.kernels import READ_ONLY
from report.dataset import UnknownId, dataset
from report.derived import resolve
from report.faults import Fault

ID = re.compile(r"[a-z][a-z0-9]*(?:_(?:[a-z0-9]+|YEAR|LAST))+")
COLOUR = re.compile(r"\x1b\[[\d;]*m")


def read(project: Path) -> tuple[list[Fault], list[str]]:
    """Return the faults at which a build would stop, as far as they show without it, and the warnings it would give."""
    settings, _ = get_final_config(user_yaml=project / "_config.yml", sourcedir=project, cli_config={
        "nb_execution_excludepatterns": ["*"], "latex_individualpages": False})
    # A page learns from the kernel in which language its cells are, and warns where none ran.
    settings["suppress_warnings"] = [*settings.get("suppress_warnings", []), "myst-nb.lexer"]
    warnings = io.StringIO()
    try:
        with tempfile.TemporaryDirectory() as folder, docutils_namespace():
            app = Sphinx(project, None, Path(folder, "out"), folder, READ_ONLY, settings, status=None, warning=warnings,
                         freshenv=True)
            app.parallel = 1  # where no cell runs, one process is faster than several
            app.connect("doctree-read", foresee)
            app.builder.read()
            faults = app.env.get_domain("num").all_faults()
    except Faulty as err:
        faults = err.faults
    return sorted(set(faults)), COLOUR.sub("", warnings.getvalue()).replace(f"{project}/", "").splitlines()


def foresee(app, doctree):
    """Note each cell that a build will stop at because Python cannot read it, or it asks for an id that is not there."""
    faults = app.env.get_domain("num").data["faults"].setdefault(app.env.docname, [])
    for code in (block.astext() for block in code_cells(doctree)):
        try:
            for wanted in ids_in(code):
                if wanted not in dataset().indicators:
                    resolve(dataset(), wanted)
        except (UnknownId, SyntaxError) as err:
            faults.append(stopped(app.env, app.env.docname, code, f"{type(err).__name__}: {getattr(err, 'msg', err)}"))


def ids_in(code: str) -> list[str]:
    """Return the strings of a cell that have the form of an id; keys of dictionaries are labels, or parts of ids."""
    nodes = list(ast.walk(ast.parse(code)))
    keys = {id(key) for node in nodes if isinstance(node, ast.Dict) for key in node.keys}
    return [node.value for node in nodes if isinstance(node, ast.Constant) and id(node) not in keys
            and isinstance(node.value, str) and ID.fullmatch(node.value)]
