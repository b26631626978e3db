"""A site is built beside the last good one and takes its place in two renames, or not at all."""

import shutil
from pathlib import Path

from report.book.execution import faults_of_cells
from report.book.fresh import Faulty


def build_aside(app, config):
    """Send the pages to an empty sister folder of _build/html, so that nothing of an earlier build is left in them."""
    site = Path(app.outdir)
    if site.name != "html":
        return
    _finish_interrupted(site)
    shutil.rmtree(_next(site), ignore_errors=True)
    app.outdir = type(app.outdir)(_next(site))
    app.outdir.mkdir(parents=True)


def publish(app, exception):
    """Put the finished site in the place of the last one, unless something is wrong.

    Raises Faulty with the faults of all chapters; the last site then stays as it was.
    """
    fresh = Path(app.outdir)
    if fresh.name != "html.next":
        return
    faults = [*app.env.get_domain("num").all_faults(), *faults_of_cells(app.env)] if exception is None else []
    if exception or faults:
        shutil.rmtree(fresh, ignore_errors=True)
        if faults:
            raise Faulty(faults)
        return
    site = fresh.with_name("html")
    if site.exists():
        site.rename(_last(site))
    fresh.rename(site)
    shutil.rmtree(_last(site), ignore_errors=True)
    app.outdir = app.builder.outdir = type(app.outdir)(site)


def _next(site):
    return site.with_name("html.next")


def _last(site):
    return site.with_name("html.last")


def _finish_interrupted(site):
    """Mend a replacement that was killed between its two renames."""
    if _last(site).exists():
        if not site.exists() or not any(site.iterdir()):
            shutil.rmtree(site, ignore_errors=True)
            _last(site).rename(site)
        else:
            shutil.rmtree(_last(site))
