"""Random records of the contract, valid by construction, for property tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from rasd import model as m

LETTERS = "ابتثحخدرسعقكلمنهوىيةءئ"
words = st.text(
    alphabet=LETTERS + "abc019 ،؛.;,\"'=+-@\t\n\r\u200f\u2028\x00", min_size=1, max_size=20
)
"""Text with what trips writers: separators, quotes, formula signs, line ends, bidi marks, NUL."""
ids = st.text(alphabet="abcdefghijklmnop0123456789_-", min_size=1, max_size=8)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))
counts = st.integers(min_value=0, max_value=10**6)
maybe_words = st.none() | words


def several(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=2).map(tuple)


evidence = st.builds(
    m.Evidence,
    field=st.sampled_from(("event", "date", "place", "killed")),
    start=counts,
    end=counts,
    quote=words,
    part=st.sampled_from((None, "title")),
    rule=st.sampled_from((None, "numbers/dual")),
    row=st.sampled_from((None, "cues.tsv:14")),
    doc_id=st.none() | ids,
)
date_values = st.builds(
    m.DateValue,
    start=st.none() | days,
    end=st.none() | days,
    precision=st.sampled_from(m.DatePrecision),
    text=words,
)
places = st.builds(
    m.Place,
    text=words,
    name_en=maybe_words,
    name_ar=maybe_words,
    geonameid=st.none() | counts,
    country=st.sampled_from((None, "IQ", "SY", "ML")),
    admin1=maybe_words,
    admin2=maybe_words,
    lat=st.none() | st.floats(min_value=-90, max_value=90),
    lon=st.none() | st.floats(min_value=-180, max_value=180),
    precision=st.sampled_from(m.PlacePrecision),
    source=st.sampled_from((None, "wof")),
)
actors = st.builds(
    m.Actor,
    id=st.none() | ids,
    name_en=maybe_words,
    text=words,
    category=st.sampled_from(("rebel", "state_force", "civilians")),
    name_ar=maybe_words,
)
tolls = st.none() | st.builds(
    m.Count, min=counts, max=st.none() | counts, text=words, approx=st.booleans()
)
harms = st.builds(
    m.Harm,
    outcome=st.sampled_from(m.Outcome),
    group=st.sampled_from(("police", "children")),
    min=counts,
    max=st.none() | counts,
)
materiel = st.builds(
    m.Materiel,
    object=st.sampled_from(("vehicle", "house")),
    effect=st.sampled_from(m.Effect),
    count=st.none() | counts,
)
claims = st.builds(m.Claim, id=st.none() | ids, channel=maybe_words, text=words)
attributions = st.builds(
    m.Attribution,
    id=st.none() | ids,
    name=words,
    role=st.sampled_from(m.AttributionRole),
    text=words,
)
conflicts = st.builds(
    m.Conflict,
    field=st.sampled_from(("killed", "place")),
    values=several(words),
    doc_ids=several(ids),
)

_record = {
    "status": st.sampled_from(m.Status),
    "date": st.none() | date_values,
    "place": st.none() | places,
    "perpetrators": several(actors),
    "targets": several(actors),
    "weapons": several(st.sampled_from(("vehicle_bomb", "rifle"))),
    "killed": tolls,
    "wounded": tolls,
    "killed_or_wounded": tolls,
    "abducted": tolls,
    "detained": tolls,
    "harm": several(harms),
    "materiel": several(materiel),
    "claimed_by": several(claims),
    "attribution": several(attributions),
    "campaign": maybe_words,
    "confidence": st.floats(min_value=0, max_value=1),
    "evidence": st.lists(evidence, min_size=1, max_size=3).map(tuple),
    "conflicts": several(conflicts),
}


@st.composite
def mentions(
    draw: st.DrawFn, *, record_id: str | None = None, doc_id: str | None = None
) -> m.Mention:
    sub = draw(st.sampled_from(m.SubEventType))
    return m.Mention(
        id=record_id or draw(ids),
        doc_id=doc_id or draw(ids),
        event_type=m.PARENT[sub],
        sub_event_type=sub,
        **{name: draw(values) for name, values in _record.items()},
    )


@st.composite
def events(draw: st.DrawFn) -> m.Event:
    sub = draw(st.sampled_from(m.SubEventType))
    return m.Event(
        id=draw(ids),
        event_type=m.PARENT[sub],
        sub_event_type=sub,
        doc_ids=draw(several(ids)),
        mention_ids=draw(several(ids)),
        independent_sources=draw(st.integers(min_value=1, max_value=9)),
        **{name: draw(values) for name, values in _record.items()},
    )


@st.composite
def figures(
    draw: st.DrawFn, *, record_id: str | None = None, doc_id: str | None = None
) -> m.Figure:
    return m.Figure(
        id=record_id or draw(ids),
        doc_id=doc_id or draw(ids),
        quantity=draw(st.sampled_from(("fighters", "displaced"))),
        subject=draw(maybe_words),
        value=m.Quantity(
            min=draw(counts), max=draw(st.none() | counts), approx=draw(st.booleans())
        ),
        unit=draw(maybe_words),
        place=draw(st.none() | places),
        date=draw(st.none() | date_values),
        attribution=draw(several(attributions)),
        kind=draw(st.sampled_from(m.FigureKind)),
        evidence=draw(st.lists(evidence, min_size=1, max_size=2).map(tuple)),
        warnings=draw(several(words)),
    )


@st.composite
def documents(draw: st.DrawFn, *, doc_id: str | None = None) -> m.Document:
    """Documents without `reuse`: that is a finding about all of them together."""
    text = draw(words)
    return m.Document(
        id=doc_id or draw(ids),
        text=text,
        sha256=m.sha256_text(text),
        title=draw(maybe_words),
        published=draw(st.none() | days),
        outlet=draw(maybe_words),
        url=draw(st.none() | st.just("https://example.org/1")),
        language=draw(st.sampled_from((None, "ar", "en"))),
        warnings=draw(several(words)),
    )


@st.composite
def coded_documents(draw: st.DrawFn, *, doc_id: str | None = None) -> m.CodedDocument:
    """A document with up to three mentions and figures, whose ids are unique over documents."""
    document = draw(documents(doc_id=doc_id))
    found = range(draw(st.integers(min_value=0, max_value=3)))
    counted = range(draw(st.integers(min_value=0, max_value=2)))
    return m.CodedDocument(
        document=document,
        mentions=tuple(
            draw(mentions(record_id=f"m-{document.id}-{n}", doc_id=document.id)) for n in found
        ),
        figures=tuple(
            draw(figures(record_id=f"f-{document.id}-{n}", doc_id=document.id)) for n in counted
        ),
    )


@st.composite
def corpora(draw: st.DrawFn) -> list[m.CodedDocument]:
    """Coded documents with different ids."""
    names = draw(st.lists(ids, min_size=1, max_size=4, unique=True))
    return [draw(coded_documents(doc_id=name)) for name in names]
