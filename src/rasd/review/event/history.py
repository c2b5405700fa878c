"""Decides how judgements are told: in the reader's words, with what has changed under them."""

from __future__ import annotations

from dataclasses import dataclass

from rasd.judge import Change, read_changes
from rasd.judge.changes import ALL, REPORTS
from rasd.model import Judged, Review
from rasd.review.saying import Saying


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidView:
    """One judgement; `changes` say why it is stale."""

    said: Judged
    changes: tuple[str, ...]


def history_of(review: Review | None, saying: Saying) -> tuple[SaidView, ...]:
    """All judgements on an event, the last one last."""
    said = review.judgements if review is not None else ()
    return tuple(
        SaidView(said=each, changes=tuple(_words(c, saying) for c in read_changes(each.stale)))
        for each in said
    )


def _words(change: Change | str, saying: Saying) -> str:
    if isinstance(change, str):
        return change
    of = change.of or ""
    named = saying.named("field", of) or {
        ALL: saying.words.t("event.of_event"),
        REPORTS: saying.words.t("event.of_reports"),
    }.get(of, of)
    key = f"event.changed_{change.what.value}"
    return saying.words.t(key, n=change.n, total=change.total, of=named)
