"""Decides what of a record is published.

Whatever is no text of an article or of a person stays: codes, numbers, dates, neutral names. Every
text is read by `read_names`; what is hidden in one text of a record is hidden in all of them.
An evidence's offsets stay those of the whole quote, and `cut` says that its words are not all
there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rasd.model import Citation, Event, EventType, Figure, Mention, Status
from rasd.redact.addresses import published_url
from rasd.redact.fields import Fields, replace
from rasd.redact.hidden import hidden_words, texts_of
from rasd.redact.known import is_sensitive
from rasd.redact.log import Removals, Rule
from rasd.redact.places import RECENT_DAYS, SENSITIVE_DAYS, is_recent_day
from rasd.redact.quotes import EVENT_WORDS


class Redactor:
    """Makes records fit to be published on the day `as_of`; the same in, the same out.

    Without a day everything counts as recent. `published` gives the day of each report by its
    id, so that undated mentions of new reports are told from those of old ones; `log` remembers
    what was removed.
    """

    def __init__(
        self,
        as_of: date | None,
        *,
        published: Mapping[str, date] | None = None,
        log: Removals | None = None,
    ) -> None:
        self.as_of = as_of
        self.log = log if log is not None else Removals()
        self._published = published or {}

    def event(self, event: Event) -> Event:
        """An event, with its accounts, tellings and judgements."""
        one = self._fields(event)
        shown = one.record(
            event,
            doc_ids=one.ids(event.doc_ids),
            values=tuple(one.values(v) for v in event.values),
            tolls=tuple(one.toll(t) for t in event.tolls),
            accounts=tuple(one.account(a) for a in event.accounts),
            review=one.review(event.review),
        )
        self.log.note(event.id, one.removed)
        return shown

    def mention(self, mention: Mention) -> Mention:
        """A mention."""
        one = self._fields(mention)
        shown = one.record(mention, doc_id=one.doc(mention.doc_id))
        self.log.note(mention.id, one.removed)
        return shown

    def figure(self, figure: Figure) -> Figure:
        """A figure."""
        one = self._fields(figure)
        shown = replace(
            figure,
            doc_id=one.doc(figure.doc_id),
            subject=one.text("subject", figure.subject),
            unit=one.text("unit", figure.unit),
            place=one.place(figure.place),
            date=one.date(figure.date),
            attribution=tuple(one.attribution(a) for a in figure.attribution),
            evidence=tuple(one.evidence(e) for e in figure.evidence),
            warnings=tuple(one.text("warnings", w) or "" for w in figure.warnings),
        )
        self.log.note(figure.id, one.removed)
        return shown

    def citation(self, citation: Citation) -> Citation:
        """Where a report can be found."""
        one = self._fields(citation)
        url = published_url(citation.url) if citation.url else citation.url
        if url != citation.url:
            one.removed["url", Rule.ADDRESS] += 1
        shown = replace(
            citation,
            id=one.doc(citation.id),
            title=one.text("title", citation.title, EVENT_WORDS),
            outlet=one.outlet("outlet", citation.outlet),
            url=url,
        )
        self.log.note(shown.id, one.removed)
        return shown

    def recent(self, record: Event | Mention | Figure, days: int) -> bool:
        """Whether what a record tells may have happened lately."""
        when = record.date
        last = None if when is None else when.end or when.start
        if is_recent_day(last, self.as_of, days):
            return True
        if isinstance(record, Event):
            return False
        # An event of the last days has a mention of the last days at most in reports as new.
        day = self._published.get(record.doc_id)
        return day is not None and is_recent_day(day, self.as_of, days)

    def _fields(self, record: Event | Mention | Figure | Citation) -> Fields:
        texts = tuple(texts_of(record))
        if isinstance(record, Citation):
            coarse = is_recent_day(record.published, self.as_of)
        else:
            coarse = self.recent(record, RECENT_DAYS) or (
                self.recent(record, SENSITIVE_DAYS) and any(map(is_sensitive, texts))
            )
        claim = isinstance(record, (Event, Mention)) and (
            record.status is Status.CLAIMED or record.event_type is EventType.STATEMENT
        )
        return Fields(hidden_words(record, texts, coarse=coarse), coarse=coarse, claim=claim)
