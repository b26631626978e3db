"""What leaves the house: the site as a zip, and the edition without links."""

import io
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from report import release as releasing
from report import verify
from report.book.downloads import write_zip
from report.link_free import ADDRESSES, pdf_without_links, without_links, write_link_free

ADDRESS = re.compile(r"https?:|www\.|href=\"//|src=\"//")


@pytest.fixture(scope="module")
def link_free(book, tmp_path_factory):
    """The link-free edition of the built site."""
    target = tmp_path_factory.mktemp("release") / "link-free"
    write_link_free(book / "_build" / "html", target)
    return target


def test_no_address_but_in_the_one_file(link_free):
    """No file of the link-free edition but one holds an address of another host, and that one is linked from nowhere."""
    for path in link_free.rglob("*"):
        if path.is_file() and path.suffix != ".png" and path.name != ADDRESSES:
            text = path.read_text(encoding="utf-8").replace("https://json-schema.org", "")
            text = text.replace("http://www.w3.org", "")
            assert not ADDRESS.search(text), (path.name, ADDRESS.search(text))
            assert ADDRESSES not in text
    addresses = (link_free / ADDRESSES).read_text(encoding="utf-8")
    assert addresses.count("https://") > 150


def test_no_host_is_printed(link_free, data):
    """No host of a source stands as text in the link-free edition; the names of publishers do."""
    hosts = {urlsplit(source.url).hostname.removeprefix("www.") for source in data.sources.values() if source.url}
    for path in link_free.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert [host for host in hosts if host in text] == [], path.name


def test_a_planted_link_would_be_seen(link_free):
    """The search for addresses finds a link of another host where there is one."""
    assert ADDRESS.search('<a href="https://example.org/">x</a>')
    assert not ADDRESS.search('<a href="chapters/torture.html#para">x</a>')


def test_a_link_becomes_its_code():
    """An address and its host, also where it stands as text, become one code."""
    codes = {}
    html = without_links('<p><a href="https://example.org/a">example.org</a> and <a href="b.html">b</a></p>', codes, set())
    assert html == '<p>[address A1] and <a href="b.html">b</a></p>' and codes == {"https://example.org/a": "A1"}
    assert without_links("<pre>url = {https://example.org/a}.</pre>", codes, set()) == "<pre>url = {[address A1]}.</pre>"


def test_data_without_addresses_stay_in_the_link_free_edition(link_free, data):
    """Rows of charts and tables, the numbers and the codebook are there; what rests on addresses is left out."""
    held = {path.name for path in (link_free / "data").iterdir()}
    assert {"numbers.csv", "numbers.json", "charts", "tables"} <= held
    assert ("codebook.md" in held) == (not data.edition.address), "it says how to cite, with the address of the report"
    assert not {"sources.csv", "datapackage.json", "LICENSE.txt"} & held
    page = BeautifulSoup((link_free / "chapters" / "download.html").read_text(encoding="utf-8"), "html.parser")
    assert "data/sources.csv (not in this edition)" in page.get_text()


def test_links_of_the_link_free_edition_arrive(link_free):
    """Every link that is left leads to a file of the edition."""
    for path in link_free.rglob("*.html"):
        for link in BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select("a[href]"):
            target = link["href"].split("#")[0]
            assert not target or (path.parent / target).resolve().is_file(), (path.name, link["href"])


def test_the_zip_holds_the_whole_site_and_is_the_same_every_time(book, tmp_path):
    """The zip for reading without a network has every file, stored, in order, with fixed times."""
    site = book / "_build" / "html"
    write_zip(tmp_path / "report-site.zip", site)
    with zipfile.ZipFile(tmp_path / "report-site.zip") as archive:
        names = archive.namelist()
        assert names == sorted(names) and "report-site/index.html" in names
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    first = (tmp_path / "report-site.zip").read_bytes()
    write_zip(tmp_path / "report-site.zip", site)
    assert (tmp_path / "report-site.zip").read_bytes() == first


def test_a_release_needs_a_publisher_or_a_rehearsal(data, monkeypatch):
    """While the edition names no publisher, a release is refused; a rehearsal is let through, as is a publisher."""
    monkeypatch.setattr(releasing, "dataset", lambda: replace(data, edition=replace(data.edition, publisher=None)))
    assert "names no publisher" in releasing.refusal([])
    assert releasing.refusal(["--rehearsal"]) == ""
    monkeypatch.setattr(releasing, "dataset", lambda: replace(data, edition=replace(data.edition, publisher="Invented")))
    assert releasing.refusal([]) == ""


def test_a_release_lists_the_sums_of_its_files(book, tmp_path):
    """SHA256SUMS names every file of the release but itself."""
    target = tmp_path / "release"
    releasing.release(book / "_build", target)
    listed = {line.split("  ")[1] for line in (target / "SHA256SUMS").read_text().splitlines()}
    assert listed == {path.name for path in target.iterdir()} - {"SHA256SUMS"}
    assert {"report-site.zip", "report-link-free.zip", "report-link-free.pdf", "report.pdf", "brief.pdf",
            "numbers.json", "datapackage.json", "TEXTSUMS", "belarus-2025-data.zip"} <= listed


def test_the_link_free_pdf_holds_no_address(book, link_free, data):
    """The report without links has the code of each address in its place, and neither a link nor a host."""
    lines = (link_free / ADDRESSES).read_text(encoding="utf-8").splitlines()[2:]
    codes = {address: code for code, address in (line.split("  ", 1) for line in lines)}
    pdf = PdfReader(io.BytesIO(pdf_without_links(book / "_build" / "typst" / "report", codes)))
    text = "".join(page.extract_text() for page in pdf.pages)
    assert text.count("[address A") > 150 and not ADDRESS.search(text)
    assert any("https:" in page.extract_text() for page in PdfReader(book / "_build/html/report.pdf").pages)
    links = [link.get_object().get("/A", {}) for page in pdf.pages for link in page.get("/Annots", [])]
    assert links and not [link for link in links if "/URI" in link]


@pytest.fixture
def repository(toy):
    """A toy book as a repository with one commit."""
    for words in (["init"], ["add", "."], ["-c", "user.name=x", "-c", "user.email=x", "commit", "-m", "x"]):
        subprocess.run(["git", *words], cwd=toy, check=True, capture_output=True)
    return toy


def made_release(project):
    """Run the release of a project as a rehearsal."""
    return subprocess.run([sys.executable, "-m", "report.release", "--rehearsal"], cwd=project, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)


def test_a_release_is_made_from_the_last_commit_and_can_be_made_again(repository, tmp_path):
    """A release comes from a clean clone; made a second time elsewhere it has the same sums, and a changed one not."""
    (repository / "_build").mkdir()
    assert made_release(repository).returncode == 0
    sums = (repository / "_build" / "release" / "SHA256SUMS").read_text()
    again = tmp_path / "again"
    subprocess.run(["git", "clone", repository, again], check=True, capture_output=True)
    result = made_release(again)
    assert result.returncode == 0, result.stdout
    assert verify.differing((again / "_build" / "release" / "SHA256SUMS").read_text(), sums) == []
    numbers = again / "data" / "numbers.csv"
    numbers.write_text(numbers.read_text().replace(",1100,", ",1101,"))
    result = made_release(again)
    assert result.returncode != 0 and "not committed" in result.stdout and "data/numbers.csv" in result.stdout
    numbers.write_text(numbers.read_text().replace(",1101,", ",unknown,"))
    result = made_release(again)
    assert result.returncode != 0 and result.stdout.startswith("data/numbers.csv, line ")


def test_what_differs_is_named_and_weighed():
    """Differing pictures are told apart from differing words or numbers."""
    theirs = "1  numbers.json\n2  report.pdf\n3  TEXTSUMS\n"
    assert verify.verdict(verify.differing(theirs, theirs)) == ""
    assert "Pictures can differ" in verify.verdict(verify.differing(theirs.replace("2", "9"), theirs))
    assert "do not trust" in verify.verdict(verify.differing(theirs.replace("3", "9"), theirs))
    assert verify.differing(theirs, theirs + "4  brief.pdf\n") == ["brief.pdf"]


def test_words_of_a_page_and_not_its_pictures_make_its_sum(tmp_path):
    """The sum of a page's words changes with a word, and not with the name of a picture."""
    page = tmp_path / "index.html"
    page.write_text("<p>at least so many</p><img src='a.png'>")
    before = verify.texts_of(tmp_path)
    page.write_text("<p>at least so many</p><img src='b.png'>")
    assert verify.texts_of(tmp_path) == before
    page.write_text("<p>so many</p><img src='b.png'>")
    assert verify.texts_of(tmp_path) != before


def test_numbers_for_machines_lose_their_addresses_only(link_free, book):
    """numbers.json of the link-free edition is the site's without the addresses of sources."""
    whole = json.loads((book / "_build" / "html" / "data" / "numbers.json").read_text(encoding="utf-8"))
    bare = json.loads((link_free / "data" / "numbers.json").read_text(encoding="utf-8"))
    for one, other in zip(whole["numbers"], bare["numbers"], strict=True):
        assert one | {"source_url": None} == other
