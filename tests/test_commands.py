"""The commands of an editor: what they say, with which exit code, and that they agree with the build."""

import re
import subprocess
import sys

import pytest
from conftest import ROOT, build

from report.__main__ import main
from report.book.execution import parsed
from report.book.reading import ids_in
from report.schema import fields_of, read_package
from report.tidy import tidy

NAMED = re.compile("[`\"]convicted_(?:2025|YEAR)[`\"]|charts.convicted_by_year")
HEADER = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n"
FAULTY = HEADER + """# Toy

Known are {num}`sen_2025` people, or 1,255 {source}`feild_notes`.

There were {num:bare}`seen_2025` people. It was the largest group. That is most{claim}`guessed`. Testa Testova was there.

```{code-cell} python
:tags: [hide-input]
from report import tables
tables.listing("Seen", "seen", {"All": "seen_2025", "Women": "seen_2025_wimen"})
```

```{code-cell} python
limit = 1254
```
"""


def report(project, *words):
    """Run a command in a copy of the project."""
    return subprocess.run([sys.executable, "-m", "report", *words], cwd=project, text=True, capture_output=True, timeout=60)


def faults(text):
    """The faults of a toy book in what a command printed."""
    return {line for line in text.splitlines() if line.startswith(("index.md, line", "data/"))}


def test_check_and_build_say_the_same_of_a_faulty_chapter(toy):
    """Mistakes of nine kinds in one chapter give the same messages from both, with the same places, and exit code 1."""
    (toy / "index.md").write_text(FAULTY)
    checked, built = report(toy, "check"), build(toy)
    assert checked.returncode == 1 and built.returncode != 0
    assert faults(checked.stdout) == faults(built.stdout)
    for part in ("'sen_2025'", "1,255 is typed by hand", "'feild_notes'", "is a floor", "'largest' ranks", "'guessed' is not",
                 "'Testa Testova'", "stopped with UnknownId: There is no number, source or chart named 'seen_2025_wimen'",
                 "1254 is typed into a code cell"):
        assert part in checked.stdout, part
    assert len(faults(checked.stdout)) == 9


def test_check_and_build_say_the_same_of_faulty_data(toy):
    """A mistake in data/ is said by both in the same words."""
    numbers = toy / "data" / "numbers.csv"
    numbers.write_text(numbers.read_text().replace(",1254,", ",1253,"))
    checked = report(toy, "check")
    assert checked.returncode == 1 and faults(checked.stdout) == faults(build(toy).stdout)
    assert "The parts of seen_2025 add up to 1254, more than the whole (1253)." in checked.stdout


def test_check_of_a_right_book_is_silent_but_for_what_it_cannot_see(toy):
    """Without a fault the exit code is 0, what only a build sees is named, and nothing is left behind."""
    checked = report(toy, "check")
    assert checked.returncode == 0 and checked.stdout.startswith("No faults. Only a build sees what cells make")
    assert not (toy / "_build").exists()


def test_a_cell_that_python_cannot_read_is_one_fault(toy):
    """A syntax error in a cell is named with its line by check and build, and neither stumbles over it."""
    (toy / "index.md").write_text(HEADER + "# Toy\n\n```{code-cell} python\nlimit = = 1\n```\n")
    checked = report(toy, "check").stdout
    assert "index.md, line 9: The code cell stopped with SyntaxError: invalid syntax" in checked
    assert faults(checked) == faults(build(toy).stdout)
    assert parsed("limit = = 1").body == []


def test_ids_of_a_cell_are_told_from_labels():
    """Values of dictionaries and arguments of the form of an id are ids; keys, captions and patterns are not."""
    code = 'f("closure", "seen_2025", {"united_states": "United States", "All": "seen_YEAR_men"}, {"seen_*": "Seen"})'
    assert ids_in(code) == ["seen_2025", "seen_YEAR_men"]


def test_show_tells_the_card_and_every_place(capsys):
    """A number is shown with its bound, source and disagreements, its rows, its parts and the lines that ask for it."""
    assert main(["show", "convicted_2025"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for part in ("at least 1,254 According to Human Rights Center Viasna", "Firmness: the source says at least",
                 "Baltimore Council on Foreign Affairs, 16 January 2026", "Sources differ: The years 2024 and 2025",
                 "men_share_2025", "column part_of: convicted_2025_women", "column number_ids: convicted_2024_and_2025"):
        assert part in shown, part
    places = [line.split(": ") for line in shown.split(" chapters/") if "convictions.md" in line]
    text = (ROOT / "chapters" / "convictions.md").read_text(encoding="utf-8").splitlines()
    assert len(places) == sum(bool(NAMED.search(line)) for line in text) > 5


def test_show_finds_a_chart_of_the_series_and_a_cell_of_a_grid(capsys):
    """A row that no page names by itself is found where its series is drawn, or a pattern stands for it."""
    assert main(["show", "refugees_from_belarus_2025_poland"]) == 0
    shown = capsys.readouterr().out
    assert "displacement.md" in shown and "its series, in a chart" in shown and ": in a cell" in shown


def test_show_of_a_computed_number_names_what_it_comes_from(capsys):
    """A computed number has a card too, with formula and ingredients."""
    assert main(["show", "closure_gap_2025"]) == 0
    shown = capsys.readouterr().out
    assert "From: closure_2025, political_prisoners_2025_12_31" in shown and "a count among the known cases" in shown


def test_an_unknown_id_is_answered_with_the_nearest(capsys):
    """The exit code is 1 and the ids most like it are named."""
    assert main(["show", "convicted_2052"]) == 1
    assert "The nearest are: convicted_2025" in capsys.readouterr().out


@pytest.mark.parametrize("words", [[], ["shew"], ["show"], ["bulletin"], ["bulletin", "x.txt", "--private", "here"]])
def test_a_wrong_use_ends_with_the_usage(words, capsys):
    """Whatever is no command ends with exit code 2 and says how commands are written."""
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2 and "usage: python -m report" in capsys.readouterr().err


def test_every_command_has_help(capsys):
    """The help names each command, and what the exit codes mean."""
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    shown = capsys.readouterr().out
    assert stopped.value.code == 0 and all(f"\n    {name}" in shown for name in ("check", "show", "bulletin", "tidy"))
    assert "0 all is well" in shown


def test_the_guide_names_every_column_and_every_bound():
    """Whoever adds a number by the guide alone meets no column and no bound that it does not explain."""
    guide, tables = (ROOT / "docs" / "add-a-number.md").read_text(encoding="utf-8"), read_package(ROOT / "data")
    for field in [*fields_of(tables["numbers"]), *fields_of(tables["sources"])]:
        assert re.search(rf"^\| (?:\w+, )?{field.name}(?:, \w+)? \|", guide, re.MULTILINE), field.name
    bounds = next(field for field in fields_of(tables["numbers"]) if field.name == "bound").allowed
    assert [bound for bound in bounds if f"`{bound}`" not in guide] == []


def test_tidying_loses_no_cell(small_data):
    """A row with a cell too many is refused, and no file is changed."""
    from report.faults import FaultsFound
    numbers = small_data / "numbers.csv"
    numbers.write_text(numbers.read_text().replace("final,report,", "final,report,a note, with a comma", 1))
    before = numbers.read_bytes()
    with pytest.raises(FaultsFound, match="data/numbers.csv, line 2: The row has not 19 cells"):
        tidy(small_data)
    assert numbers.read_bytes() == before
