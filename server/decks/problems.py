"""What is wrong with a deck file, told like a compiler does: file, line, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One finding at a line (counted from 1) of a deck file; only errors refuse the file."""

    path: str
    line: int
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        """Say it as compilers do, so that editors find the line."""
        return f"{self.path}:{self.line}: {self.severity}: {self.message}"


class DeckFileError(ValueError):
    """A deck file cannot be used; ``problems`` holds every finding, warnings too, by line."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


class Findings:
    """Collects the problems of one file, so that one run tells its writer all of them."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def error(self, line: int, message: str) -> None:
        """Note what refuses the file."""
        self.problems.append(Problem(self.path, line, message))

    def warn(self, line: int, message: str) -> None:
        """Note what is probably a slip, but may be meant."""
        self.problems.append(Problem(self.path, line, message, "warning"))

    def raise_errors(self) -> None:
        """Raise DeckFileError if any error was noted."""
        if any(problem.severity == "error" for problem in self.problems):
            raise DeckFileError(self.problems)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The warnings noted so far, by line."""
        return tuple(sorted(p for p in self.problems if p.severity == "warning"))
