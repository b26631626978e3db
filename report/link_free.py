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

ADDRESSES = "addresses.txt"
OUTWARD = re.compile(r'#outward\(to: "([^"]+)"\)\[(?:\\.|[^\]\\])*\]')  # as typstbook writes a link to another host
OUTSIDE = ("http:", "https:", "//", "mailto:")


def write_link_free(site: Path, target: Path) -> dict[str, str]:
    """Write the link-free edition of a built site into an empty folder; return the code of each address.

    PDFs and zips are left out: they hold addresses of their own.
    """
    shutil.copytree(site, target, ignore=shutil.ignore_patterns("*.pdf", "*.zip"))
    codes = {}
    for page in sorted(target.rglob("*.html")):
        page.write_text(without_links(page.read_text(encoding="utf-8"), codes, _left_out(site)), encoding="utf-8")
    numbers = target / "numbers.json"
    if numbers.exists():
        numbers.write_text(without_addresses(numbers.read_text(encoding="utf-8")), encoding="utf-8")
    lines = ["What the codes of the link-free edition stand for. This file can be deleted.", ""]
    lines += [f"{code}  {address}" for address, code in codes.items()]
    (target / ADDRESSES).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return codes


def _left_out(site):
    return {path.name for pattern in ("*.pdf", "*.zip") for path in site.glob(pattern)}


def without_links(html: str, codes: dict[str, str], left_out: set[str]) -> str:
    """Return a page whose outbound links are codes. `codes` maps each address to its code and grows.

    Links to files that this edition leaves out become their names.
    """
    page = BeautifulSoup(html, "html.parser")
    for link in page.select("a[href]"):
        address = link["href"]
        if address.startswith(OUTSIDE):
            link.replace_with(f"[address {codes.setdefault(address, f'A{len(codes) + 1}')}]")
        elif address.rsplit("/", 1)[-1] in left_out:
            link.replace_with(link.get_text() + " (not in this edition)")
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
        source = main.read_text(encoding="utf-8")
        main.write_text(OUTWARD.sub(lambda link: f"\\[address {codes[link[1]]}\\]", source), encoding="utf-8")
        return compiled(main, [ROOT / "fonts"], dataset().edition.published)[0]
