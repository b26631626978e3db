"""What a publisher puts online, made in a clean clone of the last commit. Run by `make release`."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from report import link_free
from report.book.downloads import write_zip
from report.dataset import ROOT, dataset
from report.faults import FaultsFound
from report.verify import SUMS, TEXTS, texts_of

RELEASE, CLONE = ROOT / "_build" / "release", ROOT / "_build" / "clone"


def main(arguments: list[str]) -> str:
    """Make a release and return nothing, or say why there can be none."""
    try:
        why = refusal(arguments) or unsaved(ROOT)
    except FaultsFound as err:
        why = str(err)
    if why:
        return why
    built = build_clone(ROOT, CLONE)
    release(built, RELEASE)
    if not arguments:
        keep(CLONE, ROOT)
    shutil.rmtree(CLONE)
    print(f"Released into {RELEASE.relative_to(ROOT)}/")
    return ""


def refusal(arguments: list[str]) -> str:
    """Say why there can be no release, or return nothing where there can."""
    if dataset().edition.publisher or arguments == ["--rehearsal"]:
        return ""
    return ("data/edition.yml: The edition names no publisher. Fill in publisher, contact and address, "
            "or rehearse with `make release REHEARSAL=--rehearsal`.")


def unsaved(root: Path) -> str:
    """Say which files differ from the last commit: nobody could make them again. Return nothing where none does."""
    status = subprocess.run(["git", "status", "--porcelain"], cwd=root, text=True, capture_output=True, check=True)
    return status.stdout and ("These files are not committed, so nobody else could build what they make:\n"
                              f"{status.stdout}Commit them, or take the changes back.")


def build_clone(root: Path, clone: Path) -> Path:
    """Build the last commit in a clone; return the _build folder. Raises CalledProcessError where the build fails."""
    shutil.rmtree(clone, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", root, clone], check=True)
    _run(clone, Path(sys.executable).with_name("jupyter-book"), "build", ".")
    return clone / "_build"


def release(built: Path, target: Path):
    """Write the files of a release, from a finished _build folder, into an empty folder; and SHA256SUMS."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    site = built / "html"
    for path in [*site.glob("*.pdf"), *site.rglob("*.zip"), *site.glob("data/*.json"),
                 *built.parent.glob("chapters/rebuild-and-verify.md")]:
        shutil.copy(path, target)
    folder = target / "report-link-free"
    codes = link_free.write_link_free(site, folder)
    write_zip(target / "report-link-free.zip", folder)
    shutil.rmtree(folder)
    (target / "report-link-free.pdf").write_bytes(link_free.pdf_without_links(built / "typst" / "report", codes))
    (target / TEXTS).write_text(texts_of(site), encoding="utf-8")
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in sorted(target.iterdir())]
    (target / SUMS).write_text("\n".join(sums) + "\n", encoding="utf-8")


def keep(clone: Path, root: Path):
    """Write down what was released, for later editions: the numbers of paragraphs, and the values of numbers."""
    for module in ("report.paragraph_list", "report.published"):
        _run(clone, sys.executable, "-m", module)
    for path in [clone / "data" / "paragraphs.json", *(clone / "data" / "published").glob("*.json")]:
        target = root / path.relative_to(clone)
        target.parent.mkdir(exist_ok=True)
        shutil.copy(path, target)


def _run(folder, *command):
    subprocess.run(command, cwd=folder, env=os.environ | {"PYTHONPATH": str(folder)}, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or 0)
