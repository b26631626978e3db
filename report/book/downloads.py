"""Files that readers can take away: made when all else is written, and linked from pages that are read before that."""

import shutil
import zipfile
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import ReferenceRole

from report import product
from report.dataset import dataset
from report.pictures import CHARTS

SITE, DATA = "report-site.zip", "data"
# One time and one mode for all files, so that the same site makes the same bytes.
TIME, MODE = (1980, 1, 1, 0, 0, 0), 0o644 << 16


class take_away(nodes.Inline, nodes.TextElement):
    """A link to a file of the built site. Print shows its name alone."""


class FileRole(ReferenceRole):
    """Link to a file of the built site, by its path from the top: {take-away}`report.pdf`.

    YEAR stands for the year of the edition. A link with words of its own, {take-away}`CSV <data/numbers.csv>`, is for
    the pages alone: print has nothing in its place.
    """

    def run(self):
        """Return the link, relative to this page."""
        path = self.target.replace("YEAR", str(dataset().edition.year))
        link = take_away("", self.title if self.has_explicit_title else path,
                         uri="../" * self.env.docname.count("/") + path)
        return [addnodes.only("", link, expr="html") if self.has_explicit_title else link], []


def open_link(self, node):
    """Open the link in HTML."""
    self.body.append(self.starttag(node, "a", "", href=node["uri"]))


def close_link(self, node):
    """Close the link in HTML."""
    self.body.append("</a>")


def write_data(app, exception):
    """Write the data package beside the pages, with drawing and picture of each chart, and all of it as one zip."""
    if exception is not None or app.builder.format != "html":
        return
    folder, shown = Path(app.outdir) / DATA, frames(app.env)
    product.write(folder, dataset(), shown)
    for frame in (frame for frame in shown if frame.kind == "chart"):
        for suffix in (".svg", ".png"):
            shutil.copyfile(CHARTS / (frame.name + suffix), (folder / frame.path).with_suffix(suffix))
    write_zip(folder / _data_zip(), folder)


def _data_zip():
    return f"belarus-{dataset().edition.year}-data.zip"


def data_files() -> dict[str, str]:
    """Return the kind of each file in which the data can be taken as a whole, by its path from the top of the site."""
    return {f"{DATA}/{_data_zip()}": "application/zip", f"{DATA}/numbers.csv": "text/csv",
            f"{DATA}/{product.NUMBERS}": "application/json"}


def frames(env) -> list[product.Frame]:
    """Return what each chart and table on a page was given, by kind and name; one that no page shows is left behind."""
    found = {}
    for docname in sorted(env.found_docs):
        for node in env.get_doctree(docname).findall(lambda n: isinstance(n, (nodes.figure, nodes.table))):
            frame = _frame_of_chart(node) if isinstance(node, nodes.figure) else _frame_of_table(node)
            if frame.ids:
                found[frame.kind, frame.name] = frame
    return [found[key] for key in sorted(found)]


def _frame_of_chart(figure):
    return product.Frame("chart", Path(figure.next_node(nodes.image)["uri"]).stem,
                         _words(figure.next_node(nodes.caption)), tuple(figure.get("number_ids", ())))


def _frame_of_table(table):
    """Return the frame of a table with a name; one without is the table behind a chart."""
    name = next((name.removeprefix("tbl-") for name in table["names"] if name.startswith("tbl-")), "")
    ids = [node["number_id"] for node in table.findall(nodes.inline) if node.get("number_id")] if name else []
    return product.Frame("table", name, _words(table.next_node(nodes.title)), tuple(dict.fromkeys(ids)))


def _words(caption):
    """Return the words of a caption without the links after them."""
    return "".join(child.astext() for child in caption or () if not _is_link_after(child)).strip(" .")


def _is_link_after(child):
    return isinstance(child, addnodes.only) or isinstance(child, addnodes.pending_xref) and child["reftype"] == "series"


def zip_site(app, exception):
    """Write the whole site as one zip into the site, stored and in the order of the names."""
    if exception is None and app.builder.format == "html":
        write_zip(Path(app.outdir) / SITE, Path(app.outdir))


def write_zip(target: Path, folder: Path):
    """Write every file below a folder, but the target itself, into a zip with the same bytes every time."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")
             if path.is_file() and path != target}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, path in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{target.stem}/{name}", TIME)
            entry.external_attr = MODE
            archive.writestr(entry, path.read_bytes())
