"""Decides what a run says at its end: what was read, what there is, what went wrong, where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rasd.cli.show import counted, issue_line
from rasd.model import Issue
from rasd.run import Summary

_ISSUES_SHOWN = 10


def summary_text(summary: Summary) -> str:
    """A few lines for a person."""
    return "\n".join(
        (
            _read_line(summary),
            _held_line(summary),
            *_mended_lines(summary.mended),
            *_issue_lines(summary.issues),
            f"Report: {summary.report}",
        )
    )


def nothing_readable(summary: Summary) -> str:
    """Why a run had nothing to work on."""
    if summary.issues:
        return f"rasd: nothing could be read; first: {issue_line(summary.issues[0])}"
    return "rasd: nothing could be read: the inputs hold no files"


def _read_line(summary: Summary) -> str:
    parts = [f"{summary.new:,} new"]
    if summary.changed:
        parts.append(f"{summary.changed:,} changed")
    parts.append(f"{summary.unchanged:,} unchanged")
    if summary.failed:
        parts.append(f"{summary.failed:,} failed")
    return f"{counted(summary.read, 'document')} read: {', '.join(parts)}"


def _held_line(summary: Summary) -> str:
    return (
        f"{counted(summary.incidents, 'incident')}, "
        f"{counted(summary.other_events, 'strategic event')}, "
        f"{counted(summary.statements, 'statement')} and {counted(summary.figures, 'figure')} "
        f"in {counted(summary.documents, 'document')}"
    )


def _mended_lines(mended: int) -> list[str]:
    return [f"{counted(mended, 'damaged row')} of the store made anew"] if mended else []


def _issue_lines(issues: Sequence[Issue]) -> list[str]:
    if not issues:
        return ["No issues"]
    kinds = Counter(issue.kind.value for issue in issues)
    by_kind = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    shown = [f"  {issue_line(issue)}" for issue in issues[:_ISSUES_SHOWN]]
    rest = len(issues) - len(shown)
    more = [f"  and {rest:,} more: see the report"] if rest else []
    return [f"{counted(len(issues), 'issue')}: {by_kind}", *shown, *more]
