"""Measure how long the book takes to build, side by side with stock Jupyter Book and with the floor; see README.md.

    .venv/bin/python benchmarks/measure.py [--rounds 5]   # three builds of three books, by turns; medians
    .venv/bin/python benchmarks/measure.py --growth       # one build each of a longer book and of larger data
    .venv/bin/python benchmarks/measure.py --edits        # what is read and run again after which change
"""

import argparse
import ast
import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import psutil
import yaml

ROOT = Path(__file__).resolve().parent.parent
LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", "_build", "__pycache__", ".hypothesis", "tests")
EVERY = 0.1  # seconds between two looks at the memory
EDITED, BEFORE, AFTER = "chapters/convictions.md", " is not known.", " is not yet known."
# What stock Jupyter Book cannot do without: the syntax of the chapters, and charts that leave their cells as MyST.
STOCK = {"title": "Human rights in Belarus in 2025", "author": "", "only_build_toc_files": True,
         "exclude_patterns": ["_build", "README.md", "CHANGELOG.md", "benchmarks"],
         "parse": {"myst_enable_extensions": ["colon_fence", "deflist", "attrs_inline", "attrs_block"]},
         "sphinx": {"local_extensions": {"markup": "."}, "config": {"nb_render_markdown_format": "myst"}}}
MARKUP = '''"""The roles, directives and nodes of the chapters, and nothing else of the report."""
from report.book import register_markup as setup
'''
BOOKS = {"report": None, "stock": STOCK, "floor": STOCK | {"execute": {"execute_notebooks": "off"}}}
STEPS = {"clean build": 0.8, "no change": 1.2, "one word": 0.7}  # with the goals, as parts of stock's time


@dataclass
class Run:
    """What one build took: seconds, bytes of memory at the most, chapters run and files of the site written."""

    seconds: float
    memory: int
    chapters_run: int
    written: list[str]


def main():
    """Measure what the command line asks for, and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--edits", action="store_true")
    parser.add_argument("--draw", action="store_true", help=argparse.SUPPRESS)  # the script calls itself with these
    parser.add_argument("--timed", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.draw:
        return draw()
    if options.timed:
        return build_timed(Path(options.timed))
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, load {os.getloadavg()[0]:.1f} at the start\n")
    with tempfile.TemporaryDirectory() as folder:
        if options.growth:
            growth(Path(folder))
        elif options.edits:
            follow_edits(Path(folder))
        else:
            compare(Path(folder), options.rounds)


# Side by side


def compare(folder: Path, rounds: int):
    """Build each book three times a round, the books taking turns at each step, and print the medians."""
    runs, drawn = defaultdict(list), []
    projects = {name: copy_book(folder / name, config) for name, config in BOOKS.items()}
    for number in range(1, rounds + 1):
        for step in STEPS:
            for name, project in projects.items():
                prepare(project, step)
                runs[step, name].append(build(project))
        drawn.append(timed_run(projects["floor"], "--draw"))
        print(f"round {number} of {rounds} done", file=sys.stderr)
    print_comparison(runs, median(drawn))


def copy_book(target: Path, config: dict | None) -> Path:
    """Copy the book, with other settings where some are given."""
    shutil.copytree(ROOT, target, ignore=LEFT_BEHIND)
    if config:
        (target / "_config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
        (target / "markup.py").write_text(MARKUP, encoding="utf-8")
    return target


def prepare(project: Path, step: str):
    """Bring a book into the state from which a step is measured."""
    text = (ROOT / EDITED).read_text(encoding="utf-8")
    if BEFORE not in text:
        raise SystemExit(f"{EDITED} does not say '{BEFORE}' any more: choose another word to edit.")
    if step == "clean build":
        shutil.rmtree(project / "_build", ignore_errors=True)
        (project / EDITED).write_text(text, encoding="utf-8")
    if step == "one word":
        (project / EDITED).write_text(text.replace(BEFORE, AFTER, 1), encoding="utf-8")


def build(project: Path) -> Run:
    """Build a book with the command that everyone uses, and watch the memory of all its processes."""
    before, peak, done = site_files(project), [0], threading.Event()
    start = perf_counter()
    process = start_build(project, [Path(sys.executable).with_name("jupyter-book"), "build", "."])
    watch = threading.Thread(target=watch_memory, args=(process, peak, done))
    watch.start()
    output, _ = process.communicate()
    seconds = perf_counter() - start
    done.set()
    watch.join()
    if process.returncode:
        raise SystemExit(f"{project.name} could not be built:\n{output[-3000:]}")
    return Run(seconds, peak[0], output.count("Executed notebook in"),
               [name for name, state in site_files(project).items() if before.get(name) != state])


def start_build(project: Path, command: list) -> subprocess.Popen:
    """Start a command in a book's folder, with the book's own package before any other."""
    return subprocess.Popen(command, cwd=project, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            env=os.environ | {"PYTHONPATH": str(project)})


def timed_run(project: Path, *options: str) -> float:
    """Return the seconds that this script takes in a book's folder with other options."""
    start = perf_counter()
    process = start_build(project, [sys.executable, __file__, *options])
    output, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"{project.name}, {' '.join(options)}:\n{output[-3000:]}")
    return perf_counter() - start


def watch_memory(process: subprocess.Popen, peak: list[int], done: threading.Event):
    """Note the largest sum of memory of a process and all below it. Shared pages are shared out among their users."""
    while not done.wait(EVERY):
        total = 0
        try:
            for one in (top := psutil.Process(process.pid), *top.children(recursive=True)):
                try:
                    memory = one.memory_full_info()
                    total += getattr(memory, "pss", memory.uss)  # macOS does not share out: private pages only
                except psutil.Error:  # it has just ended
                    pass
        except psutil.NoSuchProcess:
            return
        peak[0] = max(peak[0], total)


def site_files(project: Path) -> dict[str, tuple[int, int]]:
    """Return for each file of the built site what changes when it is written."""
    site = project / "_build" / "html"
    return {path.relative_to(site).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
            for path in site.rglob("*") if path.is_file()}


# What follows which change

EDITS = {  # file, what stands there, what is written in its place
    "no change": None,
    "prose of one chapter": (EDITED, BEFORE, AFTER),
    "code of one chapter": ("chapters/convictions.md", "from report import tables\n", "from report import tables as tables\n"),
    "one number of the torture chapter": ("data/numbers.csv", "2024-11-30,Belarus,,,,1850,", "2024-11-30,Belarus,,,,1851,"),
    "one number that no page shows": ("data/numbers.csv", "2022-02-28,Belarus,,,,135,", "2022-02-28,Belarus,,,,136,"),
    "a helper alone": ("report/wording.py", '"date not stated"', '"day not stated"'),
    "then prose of one chapter": (EDITED, AFTER, BEFORE),
    "the lock alone": ("requirements.txt", "pandas==", "# a remark\npandas=="),
    "the theme alone": ("theme/report/layout.html", "Skip to the text", "Skip to the words"),
}


def follow_edits(folder: Path):
    """Make changes to one copy of the book, one after the other; compare each site with a clean build's."""
    project = copy_book(folder / "book", None)
    print(f"{'change':36}{'seconds':>8}{'chapters run':>14}   the site is\n{'clean':36}{build(project).seconds:8.1f}")
    for change, edit in EDITS.items():
        if edit:
            text = (project / edit[0]).read_text(encoding="utf-8")
            if edit[1] not in text:
                raise SystemExit(f"{edit[0]} does not hold '{edit[1]}' any more: choose another change.")
            (project / edit[0]).write_text(text.replace(edit[1], edit[2]), encoding="utf-8")
        run, made = build(project), contents(project)
        shutil.rmtree(project / "_build")
        build(project)
        standing = "right" if contents(project) == made else "STALE"
        print(f"{change:36}{run.seconds:8.1f}{run.chapters_run:14}   {standing}", flush=True)


def contents(project: Path) -> dict[str, bytes]:
    """Return every file of the built site."""
    site = project / "_build" / "html"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


# One plain process

CELL = re.compile(r"^```\{code-cell\}.*\n(?::.*\n)*((?:.*\n)*?)```$", re.MULTILINE)


def draw():
    """Run the cells of all chapters of the working folder in this one process, and save what they draw."""
    for chapter in sorted(Path("chapters").glob("*.md")):
        names = {}
        for cell in CELL.findall(chapter.read_text(encoding="utf-8")):
            *before, last = ast.parse(cell).body
            exec(compile(ast.Module(before, []), chapter, "exec"), names)
            eval(compile(ast.Expression(last.value), chapter, "eval"), names)._repr_markdown_()


def print_comparison(runs: dict, drawn: float):
    """Print medians, their ratio to stock's, the goals, and what a build without a change did again."""
    print(f"{'seconds (median)':18}" + "".join(f"{name:>9}" for name in BOOKS) + f"{'to stock':>10}{'goal':>6}")
    for step, goal in STEPS.items():
        times = {name: median(run.seconds for run in runs[step, name]) for name in BOOKS}
        ratio = times["report"] / times["stock"]
        print(f"{step:18}" + "".join(f"{times[name]:9.2f}" for name in BOOKS)
              + f"{ratio:10.2f}{goal:6.1f}  {'met' if ratio <= goal else 'missed'}")
    print(f"{'figures alone':18}{'':18}{drawn:9.2f}\n\n{'peak MB (median)':18}")
    for step in STEPS:
        print(f"{step:18}" + "".join(f"{median(r.memory for r in runs[step, name]) / 1e6:9.0f}" for name in BOOKS))
    print("\nchapters run / files of the site written, in the last round")
    for step in STEPS:
        last = {name: runs[step, name][-1] for name in BOOKS}
        print(f"{step:18}" + "".join(f"{f'{r.chapters_run} / {len(r.written)}':>9}" for r in last.values()))
    again = sorted({name for run in runs["no change", "report"] for name in run.written})
    print("\nWritten again by the report without a change: " + (", ".join(again) or "nothing"))


# Growth

SIZES = ((None, None), (50, None), (50, 10_000), (50, 100_000))
PARTS = {  # what is timed, from outside: (module, function as the module calls it)
    "load and check data": ("report.book.checks", "check_data"),
    "of it, names in files": ("report.book.checks", "faults_of_files"),
    "which pages are old": ("report.book.fresh", "out_of_date"),
    "checks of pages": ("report.book.audit", "audit"),
    "of it, names": ("report.book.audit", "names_on_page"),
    "cards": ("report.book.cards", "sections"),
    "finish pages": ("report.book.page", "finish"),
    "PDFs": ("typstbook.finish", "typeset"),
    "numbers.json": ("report.book.machine", "write_numbers"),
    "zip": ("report.book.downloads", "zip_site"),
}


def growth(folder: Path):
    """Build the book as it is, with more pages, and with more rows; print the seconds of the whole and of its parts."""
    columns = []
    for pages, rows in SIZES:
        project = copy_book(folder / f"{pages}-{rows}", None)
        pages, rows = add_pages(project, pages), add_rows(project, rows)
        columns.append((f"{pages} p, {rows:,} r", {f"{step}: {part}": seconds for step in ("clean build", "one word")
                                                   for part, seconds in measure_parts(project, step).items()}))
        print(f"{pages} pages, {rows:,} rows done", file=sys.stderr)
        shutil.rmtree(project)
    print(f"{'seconds; of processors for parts':36}" + "".join(f"{title:>18}" for title, _ in columns))
    for part in columns[0][1]:
        print(f"{part:36}" + "".join(f"{seconds.get(part, 0):18.2f}" for _, seconds in columns))


def measure_parts(project: Path, step: str) -> dict[str, float]:
    """Return the seconds of a build, and those that processors spent on its parts, in all processes together."""
    prepare(project, step)
    log = project.parent / "parts.log"
    log.write_text("", encoding="utf-8")
    seconds = {"whole": timed_run(project, "--timed", str(log))} | dict.fromkeys(PARTS, 0.0)
    for line in log.read_text(encoding="utf-8").splitlines():
        part, _, spent = line.partition("\t")
        seconds[part] += float(spent)
    return seconds


def build_timed(log: Path):
    """Build the book of the working folder in this process, with the parts wrapped in a clock."""
    for part, (module, name) in PARTS.items():
        module = import_module(module)
        setattr(module, name, clocked(part, getattr(module, name), log))
    from jupyter_book.cli.main import main as jupyter_book
    jupyter_book(["build", "."])


def clocked(part: str, function, log: Path):
    """Return the function so that each call, in whichever process, adds its seconds of processor time to a file."""
    @wraps(function)
    def call(*arguments, **named):
        start = process_time()
        result = function(*arguments, **named)
        if hasattr(result, "send"):  # a generator works while it is read
            result = list(result)
        with log.open("a", encoding="utf-8") as out:
            out.write(f"{part}\t{process_time() - start}\n")
        return result
    return call


def add_pages(project: Path, wanted: int | None) -> int:
    """Copy chapters with cells, in turn, until the book has so many pages; return how many it has."""
    path = project / "_toc.yml"
    toc = yaml.safe_load(path.read_text(encoding="utf-8"))
    pages = 1 + sum(len(part["chapters"]) for part in toc["parts"])
    body = next(part["chapters"] for part in toc["parts"] if {"file": EDITED.removesuffix(".md")} in part["chapters"])
    models = [entry["file"] for entry in body if CELL.search((project / f"{entry['file']}.md").read_text("utf-8"))]
    added = max((wanted or 0) - pages, 0)
    for place in range(added):
        model, mark = models[place % len(models)], "-copy-" + chr(ord("a") + place // len(models))
        text = (project / f"{model}.md").read_text(encoding="utf-8")
        (project / f"{model}{mark}.md").write_text(named_anew(text, mark), encoding="utf-8")
        body.append({"file": model + mark})
    path.write_text(yaml.safe_dump(toc, sort_keys=False), encoding="utf-8")
    return pages + added


def named_anew(text: str, mark: str) -> str:
    """Return a chapter whose labels, tables and charts have names of their own; its charts are drawn again."""
    for label in re.findall(r"^\((\S+)\)=$", text, re.MULTILINE):
        text = re.sub(rf"\b{label}\b", label + mark, text)
    text = re.sub(r"^:name: \S+", rf"\g<0>{mark}", text, flags=re.MULTILINE)
    text = re.sub(r'(", "[\w-]+)(", \{)$', rf"\1{mark}\2", text, flags=re.MULTILINE)
    return re.sub(r"^(charts\.\w+\((?:.*\n)*?)(?=```$)", rf'picture = \1picture.name += "{mark}"\npicture\n', text,
                  flags=re.MULTILINE)


def add_rows(project: Path, wanted: int | None) -> int:
    """Add invented rows that no page shows, half of them parts of the others; return how many rows there are."""
    path = project / "data" / "numbers.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    models = list({row["indicator"]: row for row in rows if not row["part_of"] and not row["breakdown"]
                   and row["period_end"]}.values())
    for place in range(max((wanted or 0) - len(rows), 0) // 2):
        day = date(1800, 1, 1) + timedelta(days=place // len(models))  # long before any row that is not invented
        whole = models[place % len(models)] | {
            "number_id": f"invented_{place}", "period_start": day, "period_end": day, "status": "final",
            "use": "data_only", "note": "Invented for a measurement."}
        rows += [whole, whole | {"number_id": f"invented_{place}_women", "breakdown": "sex=women",
                                 "part_of": whole["number_id"]}]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


if __name__ == "__main__":
    main()
