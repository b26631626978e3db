"""The same commit makes the same bytes: wherever, whenever and by whomever it is built, with and without a network."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import build, copy_project, tree

SERIAL = ("import sys; from report.book import kernels; kernels.MOST = 1; from jupyter_book.cli.main import main; "
          "sys.argv = ['jupyter-book', 'build', '.']; main()")
ELSEWHERE = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "LANG": "C", "USER": "zq-builder", "LOGNAME": "zq-builder",
             "PYTHONHASHSEED": "7", "PYTHONUTF8": "1"}
FORBIDDEN = (".buildinfo", "_sources", "reports", "objects.inv", "searchindex.js")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """The whole book built in another folder, by another name, in one process, and 400 days later."""
    if not shutil.which("faketime"):
        pytest.skip("No clock can be set here: faketime is missing (Debian: apt-get install faketime).")
    home = tmp_path_factory.mktemp("home")
    project = copy_project(home / "a folder" / "deeper" / "book")
    stranger = ["unshare", "--map-user=4321"]
    if not shutil.which("unshare") or subprocess.run([*stranger, "true"], capture_output=True).returncode:
        stranger = []  # the environment alone then says that this is another user
    result = subprocess.run([*stranger, "faketime", "-f", "+400d", sys.executable, "-c", SERIAL], cwd=project, text=True,
                            env=os.environ | ELSEWHERE | {"HOME": str(home), "PYTHONPATH": str(project)},
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600)
    assert result.returncode == 0, result.stdout
    return project


def test_two_environments_make_the_same_site(book, elsewhere):
    """Folder, user, home, time zone, locale, hash seed, clock and number of processes leave no trace in any file."""
    one, other = (tree(project / "_build" / "html") for project in (book, elsewhere))
    assert {"report.pdf", "brief.pdf"} <= set(one)
    assert one == other


def test_nothing_private_is_published(elsewhere):
    """No file holds the path, the home or the name of the builder, and nothing that Sphinx keeps for itself is there."""
    site = elsewhere / "_build" / "html"
    files = [path for path in site.rglob("*") if path.is_file()]
    assert not [path for path in files if set(FORBIDDEN) & set(path.relative_to(site).parts)]
    for word in (str(elsewhere).encode(), b"zq-builder", str(elsewhere.parents[2]).encode(), b" object at 0x"):
        assert [path.name for path in files if word in path.read_bytes()] == []


def test_a_torture_number_does_not_run_the_convictions(elsewhere):
    """Of the real book, only the chapters that ask for a changed number are executed again, and nothing is stale."""
    numbers = elsewhere / "data" / "numbers.csv"
    text = numbers.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("torture_testimonies_2024_11_30,"))
    assert ",1850," in row
    numbers.write_text(text.replace(row, row.replace(",1850,", ",1851,")), encoding="utf-8")
    result = build(elsewhere)
    assert result.returncode == 0, result.stdout
    assert "torture.md: Executed" in result.stdout and result.stdout.count(": Executed") == 1
    assert "more than 1,851" in (elsewhere / "_build/html/chapters/torture.html").read_text(encoding="utf-8")
    after = tree(elsewhere / "_build" / "html")
    assert build(elsewhere, "--all").returncode == 0
    assert tree(elsewhere / "_build" / "html") == after, "a clean build makes another site"


def test_the_build_needs_no_network(toy):
    """With a loopback alone and no route to anywhere, the book builds."""
    unplugged = ["unshare", "--map-root-user", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    if not shutil.which("unshare") or subprocess.run([*unplugged, "true"], capture_output=True).returncode:
        pytest.skip("This machine lets no one unplug a process from the network.")
    reach = "import socket; socket.create_connection(('192.0.2.1', 80), 2)"
    assert b"Network is unreachable" in subprocess.run([*unplugged, sys.executable, "-c", reach], capture_output=True).stderr
    result = subprocess.run([*unplugged, Path(sys.executable).with_name("jupyter-book"), "build", "."], cwd=toy,
                            capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_package_used_is_locked_as_it_is_asked_for():
    """Each direct requirement stands in the lock with the same version, each package with its hashes, none twice."""
    root = Path(__file__).resolve().parent.parent
    asked = [line.split("#")[0].strip() for line in (root / "requirements.in").read_text().splitlines()]
    locked = [line for line in (root / "requirements.txt").read_text().splitlines() if line and line[0] not in " #"]
    pinned = [line.split(" ;")[0].rstrip(" \\") for line in locked]
    assert differing(asked, pinned) == []
    assert differing([*asked, "pandas==0.1"], pinned) == ["pandas==0.1"], "a lock of another version would be seen"
    assert (root / "requirements.txt").read_text().count("--hash=sha256:") >= len(pinned) == len(set(pinned))


def differing(asked, pinned):
    """Return the requirements that the lock does not have as they are asked for."""
    return [line for line in asked if line and line not in pinned]
