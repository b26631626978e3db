"""What a publisher puts online, made from the finished site. Run by `make release`."""

import hashlib
import shutil
import sys
from pathlib import Path

from report.book.downloads import write_zip
from report.dataset import ROOT, dataset
from report.link_free import write_link_free

SITE, RELEASE = ROOT / "_build" / "html", ROOT / "_build" / "release"


def release(site: Path = SITE, target: Path = RELEASE):
    """Write the files of a release and SHA256SUMS into an empty folder."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in sorted([*site.rglob("*.zip"), *site.glob("*.pdf"), site / "data" / "numbers.json"]):
        shutil.copy(name, target)
    folder = target / "report-link-free"
    write_link_free(site, folder)
    write_zip(target / "report-link-free.zip", folder)
    shutil.rmtree(folder)
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in sorted(target.iterdir())]
    (target / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")


def refusal(arguments: list[str]) -> str:
    """Say why there can be no release, or return nothing where there can."""
    if dataset().edition.publisher or arguments == ["--rehearsal"]:
        return ""
    return ("data/edition.yml: The edition names no publisher. Fill in publisher, contact and address, "
            "or rehearse with `make release REHEARSAL=--rehearsal`.")


if __name__ == "__main__":
    if why := refusal(sys.argv[1:]):
        sys.exit(why)
    release()
    print(f"Released into {RELEASE.relative_to(ROOT)}/")
