"""Every mistake in data/ is named with its file, its line and what to do: a folder of bad datasets shows each."""

import shutil

import pytest
from conftest import ROOT

from report.dataset import load
from report.faults import FaultsFound
from report.tidy import tidy

CASES = sorted(path for path in (ROOT / "tests" / "bad_data").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_bad_dataset_is_refused_with_its_message(case, small_data):
    """Each bad dataset stops loading and gives exactly the messages written beside it, and no other."""
    for file in case.iterdir():
        if file.name == "missing.txt":
            (small_data / file.read_text().strip()).unlink()
        elif file.name != "expected.txt":
            shutil.copy(file, small_data)
    expected = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    with pytest.raises(FaultsFound) as found:
        load(small_data)
    messages = [str(fault) for fault in found.value.faults]
    assert len(messages) == len(expected), messages
    for message, start in zip(messages, expected):
        assert message.startswith(start), message


def test_the_small_dataset_is_right_before_it_is_broken(small_data):
    """The dataset that the bad ones are made from loads without a fault, so each message comes from its own change."""
    assert len(load(small_data).numbers) == 4


def test_faults_of_all_files_come_together(small_data):
    """Mistakes in two files are reported in one go."""
    for name, old, new in (("numbers.csv", "at_least", "atleast"), ("sources.csv", "ngo", "pamphlet")):
        path = small_data / name
        path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(FaultsFound) as found:
        load(small_data)
    assert {fault.place.split(",")[0] for fault in found.value.faults} == {"data/numbers.csv", "data/sources.csv"}


def test_what_a_spreadsheet_leaves_is_accepted_and_tidied(small_data):
    """A byte-order mark, Windows line ends and unsorted rows load as they are; tidying takes them out for good."""
    path = small_data / "numbers.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    good = path.read_bytes()
    path.write_bytes("\r\n".join(["\ufeff" + header, *reversed(rows), ""]).encode("utf-8"))
    assert len(load(small_data).numbers) == 4
    assert tidy(small_data) == ["numbers.csv"]
    assert path.read_bytes() == good
    assert tidy(small_data) == []
