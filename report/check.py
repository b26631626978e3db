"""`report check`: data and chapters without a build, by the build's own functions."""

from report.dataset import ROOT, dataset

UNSEEN = """Only a build sees what cells make (charts, tables and their words), links between pages, and the PDFs:
run `make book`. Only the tests see whether every number marked report is shown: run `make test`."""


def add_to(commands):
    """Add the command to the command line."""
    return commands.add_parser("check", help="check data/ and the chapters in seconds, without a build",
                               description="Say every fault of data/ and of the chapters, without a build. " + UNSEEN)


def run(wanted) -> int:
    """Print every fault, then what was not looked at. Returns 1 where there are faults."""
    from report.book.reading import read  # takes a second to import, which the other commands do not need
    faults, warnings = read(ROOT)
    for line in [*faults, *warnings]:
        print(line)
    print(f"{len(faults) or 'No'} {'fault' if len(faults) == 1 else 'faults'}. {UNSEEN}")
    return 1 if faults else 0
