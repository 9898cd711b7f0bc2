"""The one error of the package."""

from __future__ import annotations


class ExportError(ValueError):
    """Something does not fit: names the argument, what was expected and what was found."""


def fault(argument: str, expected: str, found: object) -> ExportError:
    """An error in one line: ``argument: expected X, found Y``."""
    line = " ".join(f"{argument}: expected {expected}, found {found}".split())
    return ExportError(line if len(line) <= 600 else line[:597] + "...")


def some(names: "list[str]") -> str:
    """At most five names, quoted, and how many more there are."""
    shown = ", ".join(f"'{name}'" for name in names[:5])
    return shown + (f" and {len(names) - 5} more" if len(names) > 5 else "")
