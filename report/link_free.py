"""The link-free edition: the finished site without any address of another host, but for one file that can be deleted.

A link to a listed site, kept or passed on, can count as spreading it. In this edition an address is a code, and the
file ADDRESSES alone says what the codes stand for.
"""

import json
import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from bs4 import BeautifulSoup

from report.dataset import ROOT, dataset
from typstbook.compile import compiled
from typstbook.markup import words

ADDRESSES = "addresses.txt"
OUTWARD = re.compile(r'#outward\(to: "([^"]+)"\)\[(?:\\.|[^\]\\])*\]')  # as typstbook writes a link to another host
OUTSIDE = ("http:", "https:", "//", "mailto:")
IN_WORDS = re.compile(r"https?://[^\s<>\"'{}]*[^\s<>\"'{}.,;]")
TEXTS = (".csv", ".txt", ".md", ".cff")


def write_link_free(site: Path, target: Path) -> dict[str, str]:
    """Write the link-free edition of a built site into an empty folder; return the code of each address.

    PDFs and zips are left out, and files of the data in which an address stands.
    """
    shutil.copytree(site, target)
    left_out, codes = _left_out(target), {}
    for path in left_out:
        path.unlink()
    for page in sorted(target.rglob("*.html")):
        html = without_links(page.read_text(encoding="utf-8"), codes, {path.name for path in left_out})
        page.write_text(html, encoding="utf-8")
    numbers = target / "data" / "numbers.json"
    if numbers.exists():
        numbers.write_text(without_addresses(numbers.read_text(encoding="utf-8")), encoding="utf-8")
    lines = ["What the codes of the link-free edition stand for. This file can be deleted.", ""]
    lines += [f"{code}  {address}" for address, code in codes.items()]
    (target / ADDRESSES).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return codes


def _left_out(site):
    """Return the files of a site that cannot do without their addresses."""
    texts = [path for path in site.rglob("data/**/*") if path.suffix in TEXTS or path.name == "datapackage.json"]
    return [*site.rglob("*.pdf"), *site.rglob("*.zip"),
            *(path for path in texts if IN_WORDS.search(path.read_text(encoding="utf-8")))]


def without_links(html: str, codes: dict[str, str], left_out: set[str]) -> str:
    """Return a page whose outbound links are codes. `codes` maps each address to its code and grows.

    Links to files that this edition leaves out become their names.
    """
    page = BeautifulSoup(html, "html.parser")
    code = lambda address: f"[address {codes.setdefault(address, f'A{len(codes) + 1}')}]"
    for tag in page.select("script"):  # what the page tells search engines
        tag.decompose()
    for link in page.select("a[href]"):
        address = link["href"]
        if address.startswith(OUTSIDE):
            link.replace_with(code(address))
        elif address.rsplit("/", 1)[-1] in left_out:
            link.replace_with(link.get_text() + " (not in this edition)")
    for text in page.find_all(string=IN_WORDS):
        text.replace_with(IN_WORDS.sub(lambda found: code(found[0]), text))
    for tag in page.select("link[href], meta[content]"):
        if str(tag.get("href", tag.get("content"))).startswith(OUTSIDE):
            tag.decompose()
    return str(page)


def without_addresses(text: str) -> str:
    """Return numbers.json without the addresses of sources."""
    data = json.loads(text)
    for record in data["numbers"]:
        record["source_url"] = None
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def pdf_without_links(work: Path, codes: dict[str, str]) -> bytes:
    """Return the report as PDF with codes in place of addresses, from the folder in which the report was typeset."""
    with TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(work, Path(folder) / "report"))
        main = copy / "main.typ"
        code = lambda address: f"\\[address {codes[address]}\\]"
        source = OUTWARD.sub(lambda link: code(link[1]), main.read_text(encoding="utf-8"))
        if own := dataset().edition.address:  # stands in the lines to cite by, as words, and as it is for BibTeX
            for shown in (words(own + "."), words(own)):
                source = source.replace(shown, code(own))
            source = source.replace(own, f"[address {codes[own]}]")
        main.write_text(source, encoding="utf-8")
        return compiled(main, [ROOT / "fonts"], dataset().edition.published)[0]
