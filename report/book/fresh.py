"""Nothing on a page is older than what it was made from.

A page is read again, and its cells run again, when its own file or another that it shows has changed, when the dataset
gives another answer to one of its questions (report.questions), and, as all pages are, when anything else has changed
that pages are read with: code, settings, lock. Sphinx alone compares the dates of the chapters' own files.
"""

import hashlib
import shutil
import sys
from pathlib import Path

from sphinx.errors import ConfigError

from report import questions
from report.dataset import KINDS, dataset
from report.edition import digest

READ_WITH = ("report/**/*", "typstbook/**/*", "fonts/*", "data/**/*", "_config.yml", "requirements.txt")
ASKED = {f"{name}.csv" for name in KINDS}  # these are followed question by question
MODE = "force"


def follow_inputs(app, config):
    """Have every page read again when anything but the rows of the dataset has changed.

    Raises ConfigError for an execution mode that keeps outputs of its own, of which nobody knows what they came from.
    """
    if config.nb_execution_mode != MODE:
        raise ConfigError(f"_config.yml: execute_notebooks is '{config.nb_execution_mode}', which publishes old outputs "
                          f"after a change of data or code. Write: execute_notebooks: {MODE}")
    root = Path(app.srcdir)
    files = {path for pattern in READ_WITH for path in root.glob(pattern)
             if path.is_file() and path.name not in ASKED and "__pycache__" not in path.parts}
    config.report_digest = sys.version + digest(root, files)
    if _unfinished(app).exists():
        shutil.rmtree(app.doctreedir)


def begin_reading(app, env, docnames):
    """Mark what was read before as unreliable until all that is read now is kept: a build can be killed in between."""
    if docnames:
        _unfinished(app).touch()


def end_reading(app, env):
    """Take the mark away."""
    _unfinished(app).unlink(missing_ok=True)


def _unfinished(app):
    return Path(app.doctreedir) / "unfinished"


def begin_page(app, docname, source):
    """Note from now on what this page asks."""
    questions.begin(Path(app.doctreedir) / "questions" / f"{docname}.jsonl")


def end_page(app, doctree):
    """Keep what the page asked, and what its files were, with all else that is known of it."""
    asked, env = questions.end(), app.env
    env.get_domain("num").data["inputs"][env.docname] = (asked, _files(env, env.docname))


def out_of_date(app, env, added, changed, removed):
    """Return the pages whose files or answers are not what they were when the page was read."""
    inputs, data = env.get_domain("num").data["inputs"], dataset()
    return [name for name in env.found_docs - added if name not in inputs
            or questions.stale(inputs[name][0], data) or inputs[name][1] != _files(env, name)]


def _files(env, docname):
    """Return a digest of each file that a page is made from, its pictures included; None for one that is gone."""
    paths = {Path(env.doc2path(docname)), *(Path(env.srcdir, file) for file in env.dependencies[docname])}
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() if p.is_file() else None for p in sorted(paths)}
