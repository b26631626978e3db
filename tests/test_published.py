"""Numbers that were published change by a correction only. The released edition and its corrections are invented."""

import json
from dataclasses import replace
from datetime import date

import pytest

from report import release as releasing
from report.cards import as_record
from report.changes import forms
from report.dataset import Correction, Withdrawal, load
from report.faults import FaultsFound
from report.published import KEPT, editions, faults_of_published, keep
from report.questions import Asked


@pytest.fixture
def small(small_data):
    """The small dataset."""
    return load(small_data)


@pytest.fixture
def release(small, tmp_path):
    """Return a function that releases the small dataset, with changes to seen_2025, and gives the folder."""
    def released(version="2025.0", without=(), **changes):
        numbers = [as_record(small, number) for i, number in small.numbers.items() if i not in without]
        for record in numbers:
            if record["number_id"] == "seen_2025":
                record |= changes
        edition = {"version": version, "year": int(version[:4]), "published": "2025-12-01", "publisher": None}
        (tmp_path / "published").mkdir(exist_ok=True)
        return keep({"edition": edition, "numbers": numbers}, tmp_path / "published").parent
    return released


def faults(data, folder, shown=None):
    """The faults of a dataset against released editions, as texts."""
    return [str(fault) for fault in faults_of_published(data, shown, folder)]


def corrected(data, *corrections):
    """A dataset with corrections of seen_2025: pairs of old and new."""
    rows = [Correction(f"row_{place}", "seen_2025", "2025.0", old, new, date(2026, 5, place), "Invented.")
            for place, (old, new) in enumerate(corrections, 1)]
    return replace(data, corrections=Asked("corrections", {row.correction_id: row for row in rows}))


def test_a_release_keeps_what_a_comparison_needs(release):
    """The kept file has one number a line, and no addresses, places in documents or pages."""
    folder = release()
    [kept] = editions(folder)
    assert [tuple(record) for record in kept["numbers"]] == [KEPT] * 4 and kept["count"] == 4
    lines = (folder / "2025.0.json").read_text(encoding="utf-8").splitlines()
    assert [line.rstrip(",") for line in lines[3:7]] == [
        json.dumps(record, ensure_ascii=False) for record in kept["numbers"]]


def test_a_release_that_still_holds_has_no_fault(small, release):
    """Data that says what was published needs no correction."""
    assert faults(small, release()) == []


CHANGES = {"value": {"value": 1200.0, "printed": "at least 1,200"}, "upper value": {"value_high": 1300.0},
           "bound": {"bound": "about", "printed": "about 1,254"}, "firmness": {"bound": "flat"},
           "digits that are not printed": {"value": 1254.0004},
           "unit": {"unit": "cases"}, "words": {"counts": "number of people met"}, "period": {"period_end": "2025-11-30"}}


@pytest.mark.parametrize("change", CHANGES)
def test_a_published_number_that_changed_is_refused_until_it_is_corrected(small, release, change):
    """A change is named with file, line and id, and the row that the message gives heals it."""
    folder = release(**CHANGES[change])
    [fault] = faults(small, folder)
    assert fault.startswith("data/published/2025.0.json, line 5: seen_2025 was published as ")
    row = fault.partition("add to data/corrections.csv: ")[2].replace("DAY,REASON", "2026-05-01,Invented.")
    path = folder.parent / "data" / "corrections.csv"
    path.write_text(path.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    assert faults(load(folder.parent / "data"), folder) == []


def test_an_earlier_correction_does_not_cover_a_later_change(small, release):
    """Where a number was corrected and changed again, the row that is wanted starts from the last correction."""
    folder = release(value=1200.0, printed="at least 1,200")
    found = faults(corrected(small, ("at least 1,200", "at least 1,220")), folder)
    assert len(found) == 2 and "seen_2025_corrected_2,seen_2025,2025.0,\"at least 1,220\",\"at least 1,254\"" in found[1]
    assert "data/corrections.csv, entry row_1: It says that seen_2025 is now at least 1,220" in found[0]
    twice = corrected(small, ("at least 1,200", "at least 1,220"), ("at least 1,220", "at least 1,254"))
    assert faults(twice, folder) == []


def test_a_published_number_may_not_vanish(small, release):
    """A number without a row, or on no page of a build, is named; a correction without a new value explains it."""
    folder = release()
    gone = replace(small, numbers=Asked("numbers", {i: n for i, n in small.numbers.items() if i != "seen_2025"}))
    for data, shown in ((gone, None), (small, set(small.numbers) - {"seen_2025"})):
        [fault] = faults(data, folder, shown)
        assert "seen_2025 was published as at least 1,254 and is no longer given" in fault and "withdrawn" in fault
        assert faults(corrected(data, ("at least 1,254", "")), folder, shown) == []


def test_numbers_of_a_withdrawn_passage_may_go(small, release):
    """A number whose line was taken out of the kept file is missed, unless a withdrawal is logged; which one is not
    said."""
    path = release() / "2025.0.json"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if '"seen_2025"' not in line), encoding="utf-8")
    gone = replace(small, numbers=Asked("numbers", {i: n for i, n in small.numbers.items() if i != "seen_2025"}))
    assert faults(gone, path.parent) == [
        "data/published/2025.0.json: Numbers were taken out, and no withdrawal is logged. Take the file back from the "
        "last commit, or see docs/withdraw-a-passage.md."]
    withdrawal = {"torture/2": Withdrawal("torture/2", date(2026, 5, 1))}
    assert faults(replace(gone, withdrawals=Asked("withdrawals", withdrawal)), path.parent) == []


def test_the_edition_before_needs_reasons_for_revisions_only(small, release):
    """From one year's edition to the next numbers come and go and earlier years grow; another value needs a reason."""
    later = replace(small, edition=replace(small.edition, year=2026, version="2026.0"))
    assert faults(later, release(value=1200.0, printed="at least 1,200")) == []
    assert faults(later, release(unit="cases")) == []
    folder = release(value=1300.0, printed="at least 1,300")
    [fault] = faults(later, folder)
    assert "seen_2025 was published as at least 1,300 and is now at least 1,254" in fault
    assert faults(corrected(later, ("at least 1,300", "at least 1,254")), folder) == []
    release("2024.0", value=1.0, printed="at least 1")
    assert faults(later, release()) == [], "the last edition alone is compared"


WRONG = {"unknown number": ({"number_id": "sene_2025"}, "There is no number, source or chart named 'sene_2025'. "
                            "The nearest are: seen_2025"),
         "unknown edition": ({"edition": "2024.0"}, "There is no edition 2024.0. Use one of: 2025.0."),
         "not what is printed": ({"new": "1,254"}, "It says that seen_2025 is now 1,254; that is not what the"),
         "not gone": ({"new": ""}, "It says that seen_2025 is now no longer given; that is not what the")}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_correction_is_named(small, tmp_path, case):
    """A correction of an unknown number or edition, or whose new value the book does not print, is refused."""
    right = corrected(small, ("at least 1,200", "at least 1,254"))
    assert faults(right, tmp_path) == []
    change, message = WRONG[case]
    row = replace(right.corrections["row_1"], **change)
    [fault] = faults(replace(right, corrections=Asked("corrections", {"row_1": row})), tmp_path)
    assert fault.startswith(f"data/corrections.csv, entry row_1: {message}")


def test_a_number_may_be_corrected_with_its_meaning(small):
    """A correction can state a number alone, with its firmness or with what it means; each names the number itself."""
    short, firm, full = forms(as_record(small, small.numbers["seen_2025"]))
    assert short == "at least 1,254" and firm.startswith(short) and full.startswith(short)
    assert "number of people seen, Nowhere, 2025-01-01 to 2025-12-31, in persons, counted by Watchers" in full


@pytest.mark.parametrize("text, message", [
    ('{"edition": {},\n"numbers": [\n{}\n{}]}', "data/published/2025.0.json, line 4: The file cannot be read"),
    ('{"edition": {}, "count": 1, "numbers": [{}]}', "data/published/2025.0.json: It is not the list of numbers"),
    ("[]", "data/published/2025.0.json: It is not the list of numbers")], ids=["comma", "keys", "list"])
def test_a_damaged_file_is_named(small, tmp_path, text, message):
    """A kept file that cannot be read, or is something else, is named, with the line where that is known."""
    (tmp_path / "2025.0.json").write_text(text, encoding="utf-8")
    with pytest.raises(FaultsFound) as found:
        faults_of_published(small, folder=tmp_path)
    assert str(found.value).startswith(message)


@pytest.mark.parametrize("arguments, kept", [([], True), (["--rehearsal"], False)], ids=["release", "rehearsal"])
def test_only_a_real_release_is_kept(monkeypatch, tmp_path, arguments, kept):
    """A release keeps what was published, and a rehearsal keeps nothing."""
    done = []
    for step in ("refusal", "unsaved", "build_clone", "release", "keep"):
        monkeypatch.setattr(releasing, step, lambda *_, step=step: done.append(step))
    monkeypatch.setattr(releasing, "CLONE", tmp_path)
    assert not releasing.main(arguments) and "release" in done and ("keep" in done) == kept


def test_no_published_number_changed_without_a_correction(data, book):
    """The report itself says of every published number what was published, or corrects it."""
    shown = {record["number_id"] for record in json.loads(
        (book / "_build" / "html" / "data" / "numbers.json").read_text(encoding="utf-8"))["numbers"]}
    assert faults_of_published(data, shown) == []
