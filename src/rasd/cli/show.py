"""Decides how texts of other people and counts look on a terminal.

Arabic is wrapped in isolates, so that it does not turn the order of the words around it; control
characters are taken out, so that no document can steer the terminal.
"""

from __future__ import annotations

import sys
import unicodedata
from io import TextIOWrapper

from rasd.model import Issue

_ISOLATE, _END = "\u2068", "\u2069"


def isolated(text: str) -> str:
    """The text on one line, in its own direction."""
    return f"{_ISOLATE}{plain(text)}{_END}"


def plain(text: str) -> str:
    """The text on one line, without control and bidi characters."""
    kept = (" " if char.isspace() else char for char in text)
    return "".join(char for char in kept if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 issue`, `2,000 issues`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def issue_line(issue: Issue) -> str:
    """What is wrong with an input, where, and what to do, on one line."""
    remedy = f" ({plain(issue.remedy)})" if issue.remedy else ""
    return f"{plain(issue.source)}: {issue.kind.value}: {plain(issue.message)}{remedy}"


def utf8_stdout(*, line_by_line: bool = False) -> None:
    """Makes standard output take records as files hold them, whatever the terminal's locale."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(
            encoding="utf-8", errors="replace", newline="", line_buffering=line_by_line
        )
