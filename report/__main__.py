"""The commands of the project: `python -m report COMMAND`."""

import argparse
import sys

from report import new_edition
from report.faults import FaultsFound

COMMANDS = (new_edition,)


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return what the shell is told."""
    parser = argparse.ArgumentParser(prog="python -m report", description=__doc__.split(":")[0] + ".")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_to(commands)
    chosen = parser.parse_args(arguments)
    try:
        return chosen.run(chosen)
    except FaultsFound as err:
        print(err, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
