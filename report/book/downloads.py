"""Files that readers can take away: linked from one page, made when all else is written."""

import shutil
import zipfile
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxRole

SITE = "report-site.zip"
# One time and one mode for all files, so that the same site makes the same bytes.
TIME, MODE = (1980, 1, 1, 0, 0, 0), 0o644 << 16


class take_away(nodes.Inline, nodes.TextElement):
    """A link to a file at the top of the built site. Print shows its name alone."""


class FileRole(SphinxRole):
    """Link to a file at the top of the built site, which does not exist yet while pages are read."""

    def run(self):
        """Return the link, relative to this page."""
        return [take_away("", self.text, uri="../" * self.env.docname.count("/") + self.text)], []


def open_link(self, node):
    """Open the link in HTML."""
    self.body.append(self.starttag(node, "a", "", href=node["uri"], CLASS="download"))


def close_link(self, node):
    """Close the link in HTML."""
    self.body.append("</a>")


def copy_figures(app, exception):
    """Copy data and drawing of every chart on a page into the site. A chart that no page shows is left behind."""
    if exception is None and app.builder.format == "html":
        target = Path(app.outdir) / "figures"
        for image in sorted(Path(app.srcdir) / name for name in app.env.images if name.startswith("_build/charts/")):
            target.mkdir(exist_ok=True)
            for suffix in (".csv", ".svg"):
                shutil.copyfile(image.with_suffix(suffix), target / (image.stem + suffix))


def zip_site(app, exception):
    """Write the whole site as one zip into the site, stored and in the order of the names."""
    if exception is None and app.builder.format == "html":
        write_zip(Path(app.outdir) / SITE, Path(app.outdir))


def write_zip(target: Path, folder: Path):
    """Write every file below a folder, but the target itself, into a zip with the same bytes every time."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path != target)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in files:
            entry = zipfile.ZipInfo(f"{target.stem}/{path.relative_to(folder).as_posix()}", TIME)
            entry.external_attr = MODE
            archive.writestr(entry, path.read_bytes())
