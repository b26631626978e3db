"""The commands of the project: `python -m report check`, `show`, `bulletin`, `tidy` and `new-edition`."""

import argparse
import sys

from report import bulletin, check, new_edition, show, tidy
from report.dataset import UnknownId
from report.faults import FaultsFound

COMMANDS = (check, show, bulletin, tidy, new_edition)


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line, with every command and its help."""
    top = argparse.ArgumentParser(
        prog="python -m report", description="The commands of an editor of the report.",
        epilog="Exit codes: 0 all is well, 1 something was found, 2 the command was not understood.")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_to(commands).set_defaults(run=command.run)
    return top


def main(words: list[str] | None = None) -> int:
    """Run a command; return its exit code. Faults of data/ and unknown ids end every command alike."""
    wanted = parser().parse_args(words)
    try:
        return wanted.run(wanted)
    except (FaultsFound, UnknownId) as err:
        print(err)
        return 1


if __name__ == "__main__":
    sys.exit(main())
