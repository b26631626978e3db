"""Compare a release made here with the sums of a published one. Run by `make verify SUMS=path/of/SHA256SUMS`."""

import hashlib
import sys
from pathlib import Path

from bs4 import BeautifulSoup

from report.dataset import ROOT

SUMS, TEXTS = "SHA256SUMS", "TEXTSUMS"
# What is the same on every system: the words of the pages, the numbers shown, and the checksums of all tables.
FIRM = {TEXTS, "numbers.json", "datapackage.json"}


def texts_of(site: Path) -> str:
    """Return a digest of the words of each page: they are the same also where pictures are drawn otherwise."""
    pages = {path.relative_to(site).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
             for path in sorted(site.rglob("*.html"))}
    return "".join(f"{_digest(' '.join(page.get_text().split()))}  {name}\n" for name, page in pages.items())


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def differing(ours: str, theirs: str) -> list[str]:
    """Return the names of files whose sums differ between two lists, or that only one list has."""
    one, other = (dict(line.split("  ", 1)[::-1] for line in sums.splitlines()) for sums in (ours, theirs))
    return sorted(name for name in one | other if one.get(name) != other.get(name))


def verdict(different: list[str]) -> str:
    """Say what differing files mean, and what to do."""
    if not different:
        return ""
    said = f"These files differ from the published ones: {', '.join(different)}.\n"
    if FIRM & set(different):
        return said + ("Words or numbers are not the same. Look whether you built the commit that the last page of "
                       "report.pdf names; if you did, do not trust one of the two until you know why.")
    return said + ("Every word of every page and every number is the same. Pictures can differ by system: the promise "
                   "of the same bytes holds for Linux on x86-64 with Python 3.11 to 3.13 and the locked packages.")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_file():
        sys.exit("Name the published list: make verify SUMS=path/of/SHA256SUMS")
    made = ROOT / "_build" / "release" / SUMS
    if result := verdict(differing(made.read_text(encoding="utf-8"), Path(sys.argv[1]).read_text(encoding="utf-8"))):
        sys.exit(result)
    print("Every file is the same, byte by byte.")
