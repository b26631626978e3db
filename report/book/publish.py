"""A site is built beside the last good one and takes its place in two renames, or not at all."""

import os
import shutil
from pathlib import Path

from report.book.checks import check_pages
from report.dataset import ROOT
from report.edition import digest, tree_state


def build_aside(app, config):
    """Send the pages to an empty sister folder of _build/html, so that nothing of an earlier build is left in them."""
    site = Path(app.outdir)
    if site.name != "html":
        return
    _settle(site)
    shutil.rmtree(_next(site), ignore_errors=True)
    app.outdir = type(app.outdir)(_next(site))
    app.outdir.mkdir(parents=True)


def keep_unchanged(app):
    """Have nothing done where the last site is whole and was made from just what the project is now."""
    site = Path(app.outdir).with_name("html")
    if app.env.all_docs and _made(site).exists() and _made(site).read_text(encoding="utf-8") == _state(app, site):
        app.build = lambda *options: shutil.rmtree(app.outdir)


def publish(app, exception):
    """Put the finished site in the place of the last one, unless something is wrong.

    Raises Faulty with the faults of all chapters; the last site then stays as it was.
    """
    fresh = Path(app.outdir)
    if fresh.name != "html.next":
        return
    site = fresh.with_name("html")
    try:
        if exception is None:
            check_pages(app)
            _replace(site, fresh)
            app.outdir = app.builder.outdir = type(app.outdir)(site)
            _made(site).write_text(_state(app, site), encoding="utf-8")
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        _settle(site)


def _replace(site, fresh):
    _made(site).unlink(missing_ok=True)
    if site.exists():
        site.rename(_last(site))
    fresh.rename(site)


def _settle(site):
    """Clear away the site before the last; or put it back, where its replacement stopped between the two renames."""
    if _last(site).exists():
        if not site.exists() or not any(site.iterdir()):
            shutil.rmtree(site, ignore_errors=True)
            _last(site).rename(site)
        else:
            shutil.rmtree(_last(site))


def _next(site):
    return site.with_name("html.next")


def _last(site):
    return site.with_name("html.last")


def _made(site):
    """Return the file that says what a site was made from."""
    return site.with_name("html.made")


def _state(app, site):
    """Return digests of the project and of the site; the PDF names the commit as well."""
    return "\n".join([digest(Path(app.srcdir), _own_files(app.srcdir)), digest(site, _own_files(site)), tree_state(ROOT)])


def _own_files(folder):
    """Return all files below a folder, without what is built, hidden or installed there."""
    found = []
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in ("_build", "__pycache__") and name[0] != "."
                      and not Path(parent, name, "pyvenv.cfg").exists()]
        found += [Path(parent, name) for name in files]
    return found
