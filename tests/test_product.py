"""The data as a product: the published package is valid, whole, what the pages show, and opens without help."""

import csv
import hashlib
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import frictionless
import pandas
import pytest
from bs4 import BeautifulSoup
from test_charts import CALLS

from report import charts, product
from report.book.downloads import frames
from report.dataset import ROOT
from report.derived import resolve
from report.wording import printed

CHART = "charts/sentence-kinds.csv"
READR = """for (file in commandArgs(TRUE)) { table <- readr::read_csv(file, show_col_types = FALSE)
  cat(basename(file), names(table)[1], nrow(table), nrow(readr::problems(table)), sep = ",", fill = TRUE) }"""
AS_UTF_8 = ("--infilter=CSV:44,34,76", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76")


@pytest.fixture(scope="module")
def folder(book):
    """The published package."""
    return book / "_build" / "html" / "data"


@pytest.fixture(scope="module")
def package(folder):
    """datapackage.json as published."""
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def tables(folder):
    """Every CSV file of the package."""
    return sorted(folder.rglob("*.csv"))


def read(path):
    """Return the rows of a CSV file as texts."""
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def columns(path):
    """Return the columns of a CSV file, also of one without rows."""
    return path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")


def errors(folder):
    """What frictionless says against a package, as kinds of error."""
    return {kind for kind, in frictionless.validate(str(folder / "datapackage.json")).flatten(["type"])}


# -- valid ------------------------------------------------------------------------------------------------------------


def test_frictionless_finds_nothing_in_the_published_package(folder):
    """`frictionless validate` passes: types, allowed values, keys between tables, bytes and checksums."""
    assert errors(folder) == set()


def edit(name, old, new, sums=True):
    """Return a function that edits a file of a package, and its checksum too unless told not to."""
    def change(folder):
        path, descriptor = folder / name, folder / "datapackage.json"
        before = path.read_bytes()
        assert old.encode() in before
        path.write_bytes(before.replace(old.encode(), new.encode(), 1))
        package = json.loads(descriptor.read_text(encoding="utf-8"))
        for resource in package["resources"]:
            if sums and resource["path"] == name:
                resource |= product.sums(path)
        descriptor.write_text(json.dumps(package), encoding="utf-8")
    return change


BROKEN = {"a changed byte": (edit("numbers.csv", ",1254,", ",1255,", sums=False), "hash-count"),
          "a cell of a wrong type": (edit(CHART, ",555,", ",many,"), "type-error"),
          "a bound that is none": (edit(CHART, ",at_least,", ",at_most,"), "constraint-error"),
          "a number without its printed form": (edit(CHART, "at least 555", ""), "constraint-error"),
          "a source that is not there": (edit("numbers.csv", ",viasna_bulletin_2026_01_16,", ",nobody,"), "foreign-key")}


@pytest.mark.parametrize("fault", BROKEN)
def test_frictionless_sees_a_broken_package(folder, tmp_path, fault):
    """A byte changed on the way, a wrong type, a bound that is none, a lost bound, an unknown source: each is seen."""
    change, expected = BROKEN[fault]
    shutil.copytree(folder, tmp_path / "data")
    change(tmp_path / "data")
    assert expected in errors(tmp_path / "data")


def test_each_resource_has_licence_and_sums(folder, package):
    """Each resource names its licence, its size and its checksum; those of charts and tables name their documents."""
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content), resource["name"]
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}", resource["name"]
        assert resource["licenses"] == package["licenses"], resource["name"]
        if resource["name"].startswith(("chart-", "table-")):
            assert all("(terms: " in source["title"] for source in resource["sources"]), resource["name"]
            assert resource["sources"], resource["name"]


def test_a_contributor_stands_only_where_there_is_a_publisher(folder, tmp_path, data, package):
    """The package names no contributor and no address until the edition has them; then it is valid with both."""
    nobody = replace(data, edition=replace(data.edition, publisher=None, address=None))
    bare = product.descriptor(nobody, package["resources"], ROOT / "data")
    assert "contributors" not in bare and "homepage" not in bare
    edition = replace(data.edition, publisher="Invented Institute", address="https://invented.example")
    named = product.descriptor(replace(data, edition=edition), package["resources"], ROOT / "data")
    assert named["contributors"] == [{"title": "Invented Institute", "roles": ["publisher"]}]
    assert named["homepage"] == "https://invented.example"
    shutil.copytree(folder, tmp_path / "data")
    (tmp_path / "data" / "datapackage.json").write_text(json.dumps(named), encoding="utf-8")
    assert errors(tmp_path / "data") == set()


# -- whole, and what the pages show -----------------------------------------------------------------------------------


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.split("(")[0])
def test_the_file_of_a_chart_holds_what_its_function_was_given(folder, data, call):
    """The CSV of a chart has the numbers drawn, in their order, each with value, bound and printed form."""
    picture = eval(call, {"charts": charts})
    drawn = list({n.number_id: n for n in picture.numbers}.values())
    rows = read(folder / "charts" / f"{picture.name}.csv")
    assert list(rows[0])[:2] == ["number_id", "printed"]
    assert [(r["number_id"], float(r["value"]), float(r["value_high"] or 0), r["bound"], r["printed"]) for r in rows] == \
        [(n.number_id, n.value, n.value_high or 0, n.bound, printed(n, data.counters)) for n in drawn]


def test_the_file_of_a_table_holds_what_the_page_shows(folder):
    """The CSV of a table has the numbers that its page prints, in their order, with their bounds."""
    seen = set()
    for page in (folder.parent / "chapters").glob("*.html"):
        for table in BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select('table[id^="tbl-"]'):
            shown = [number.get_text() for number in table.select(".number")]
            if shown:
                name = table["id"].removeprefix("tbl-")
                assert [row["printed"] for row in read(folder / "tables" / f"{name}.csv")] == shown, name
                assert table.caption.select_one(f'a[href="../data/tables/{name}.csv"]'), name
                seen.add(name)
    assert seen == {path.stem for path in (folder / "tables").iterdir()} and len(seen) > 10


def test_under_each_chart_are_its_files(folder):
    """Under each chart a page links its CSV, its SVG and its PNG; no file of another chart is published."""
    seen = set()
    for page in (folder.parent / "chapters").glob("*.html"):
        for figure in BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select("figure"):
            name = figure.img["src"].rsplit("/", 1)[-1].removesuffix(".png")
            links = [link["href"] for link in figure.find_next("details", class_="fold").select("a:not(.internal)")]
            assert links[-3:] == [f"../data/charts/{name}.{kind}" for kind in ("csv", "svg", "png")], name
            seen |= set(links[-3:])
    assert {f"../data/charts/{path.name}" for path in (folder / "charts").iterdir()} == seen


def test_no_row_has_lost_its_bound(folder, data):
    """In each file the printed form of a number has the words of its bound, also where its own page leaves them out."""
    rows = [row for path in tables(folder) for row in read(path) if "printed" in row]
    assert all(row["printed"] == printed(resolve(data, row["number_id"]), data.counters) for row in rows)
    assert sum(row["bound"] == "flat" and row["printed"].startswith("at least ") for row in rows) > 100


def test_the_tables_are_those_of_the_project(folder):
    """numbers.csv is the project's own but for the printed form; the other tables are its own as they stand."""
    for name in product.PUBLISHED:
        ours = read(ROOT / "data" / f"{name}.csv")
        assert [{k: v for k, v in row.items() if k != "printed"} for row in read(folder / f"{name}.csv")] == ours, name


def test_the_account_of_the_family_is_no_data(book, package):
    """No chart, table or number comes from the family's chapter, and no file names it."""
    records = json.loads((book / "_build" / "html" / "data" / "numbers.json").read_text(encoding="utf-8"))["numbers"]
    assert all(page["page"] != "chapters/one-family.html" for record in records for page in record["pages"])
    assert "family" not in json.dumps([[r["name"], r["path"], r["title"]] for r in package["resources"]])


def test_the_zip_holds_the_whole_package(folder, data):
    """The zip, named after the edition's year, has every file of the folder with codebook, licence and citation."""
    with zipfile.ZipFile(folder / f"belarus-{data.edition.year}-data.zip") as archive:
        held = {name.split("/", 1)[1] for name in archive.namelist()}
    assert held == {path.relative_to(folder).as_posix() for path in folder.rglob("*")
                    if path.is_file() and path.suffix != ".zip"}
    assert {"codebook.md", "LICENSE.txt", "CITATION.cff", "datapackage.json", "numbers.json"} <= held


def test_the_codebook_explains_every_column_and_series(folder, data):
    """Each column of each table, each allowed bound and each series stands in the codebook."""
    text = (folder / "codebook.md").read_text(encoding="utf-8")
    names = {column for path in tables(folder) for column in columns(path)} | set(data.indicators) | {"known", "at_least"}
    assert [name for name in names if f"- `{name}`" not in text] == []


# -- opens without help -----------------------------------------------------------------------------------------------


def test_pandas_opens_every_file(folder):
    """pandas reads each file as it stands: no column has another name, numbers are numbers, no row is lost."""
    for path in tables(folder):
        table = pandas.read_csv(path)
        assert list(table.columns) == columns(path) and len(table) == len(read(path)), path.name
        assert "value" not in table or pandas.api.types.is_numeric_dtype(table["value"]), path.name


def test_a_spreadsheet_takes_no_cell_for_a_formula(folder):
    """Each file begins with the mark by which Excel knows UTF-8, and no cell begins as a formula does."""
    for path in tables(folder):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf") and b"\r" not in path.read_bytes(), path.name
        cells = {cell for row in read(path) for cell in row.values()}
        assert [cell for cell in cells if re.match(r"[=+@-](?!\d+$)", cell)] == [], path.name


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
def test_readr_opens_every_file(folder):
    """R's readr reads each file without a problem."""
    files = tables(folder)
    said = subprocess.run(["Rscript", "-e", READR, *map(str, files)], capture_output=True, text=True, check=True).stdout
    assert said.splitlines() == [f"{p.name},{columns(p)[0]},{len(read(p))},0" for p in files]


def spelt(rows):
    """Return what a spreadsheet leaves as it is: the columns, the first cell of each row, words beyond plain letters."""
    return [(list(row), next(iter(row.values())), [cell for cell in row.values() if not cell.isascii()])
            for row in rows]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_spreadsheet_opens_every_file(folder, tmp_path):
    """LibreOffice reads each file with all its columns and rows, and all letters in their script."""
    files = {f"{number}.csv": path for number, path in enumerate(tables(folder))}
    for name, path in files.items():
        shutil.copy(path, tmp_path / name)
    subprocess.run(["soffice", f"-env:UserInstallation={(tmp_path / 'user').as_uri()}", "--headless", *AS_UTF_8,
                    "--outdir", tmp_path / "out", *(tmp_path / name for name in files)],
                   check=True, capture_output=True)
    for name, path in files.items():
        assert spelt(read(tmp_path / "out" / name)) == spelt(read(path)), path.name
