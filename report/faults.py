"""One form for every mistake that the project finds: where it is, what is wrong, what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """A mistake in a file of the project.

    `place` names the file and, where they are known, line and column ("data/numbers.csv, line 7, column bound");
    `problem` says what is wrong and `remedy` what to do about it.
    """

    place: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem} {self.remedy}"


class FaultsFound(Exception):
    """Raised with all faults of a run together, so that an editor can mend them in one go."""

    def __init__(self, faults):
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))
