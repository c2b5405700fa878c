"""Records that try to break a file: every text is hostile, or every value is missing."""

from __future__ import annotations

from tests.builders import (
    DAY,
    make_actor,
    make_count,
    make_event,
    make_evidence,
    make_mention,
    make_place,
)
from tests.filled import filled
from tests.sources import Held

from rasd.export.organisations import organisations
from rasd.model import (
    PARENT,
    Account,
    Attribution,
    AttributionRole,
    Citation,
    Claim,
    Conflict,
    DatePrecision,
    DateValue,
    Document,
    Effect,
    Event,
    FieldValues,
    Figure,
    Grade,
    Harm,
    Materiel,
    Mention,
    Outcome,
    SubEventType,
    Told,
    Voice,
    replace,
    sha256_text,
)

TEXTS = (
    '=HYPERLINK("http://x.example","a")',
    "+1|2::3;4,5",
    "+964 1",
    "-2; @x",
    "-",
    "@SUM(1)",
    "سطر\nثان\tوثالث\rورابع",
    'قال: "نعم"، ثم\nسكت\tوقال «لا»; انتهى \u202e\u200f\u2066',
    "\u200f\u202eمعكوس\u2069",
    "a\r\nb|c;d,e:f~g",
    "line\u2028line\x85line\x0bline",
    "half \ud83d and \udc00",
    "\x00\x01\x1f\ufffe\uffff",
    "_x0041_",
    "'quoted'",
    "<r><t>rich</t></r>",
    "</script><b>&amp;",
    "https://example.org/a?b=c",
    "#event+type",
    "  ",
    "",
)
"""Texts that files are known to break on: formulas, separators, quotes, marks of direction, halves
of surrogate pairs, control characters, markup, nothing."""


def hostile_event(text: str, kind: SubEventType, *, number: int = 0) -> Event:
    """An event of a kind in which every text is `text`."""
    actor = replace(make_actor(None, text=text), name_en=text, name_ar=text)
    return make_event(
        make_mention("a", number),
        event_type=PARENT[kind],
        sub_event_type=kind,
        place=make_place(text, name_en=text, name_ar=text, admin1=text, admin2=text),
        perpetrators=(actor,),
        targets=(actor, replace(actor, category="state_force")),
        weapons=("vehicle_bomb", "firearms", "knife", "rocket", "chemical"),
        killed=replace(make_count(3, None), text=text),
        harm=(Harm(outcome=Outcome.KILLED, group="clerics", min=1, max=None),),
        materiel=(Materiel(object="vehicle_any", effect=Effect.DAMAGED, count=None),),
        claimed_by=(
            Claim(id=None, channel=text, text=text),
            Claim(id="is_core", channel=None, text=text),
        ),
        attribution=(Attribution(id=None, name=text, role=AttributionRole.SAYS, text=text),),
        conflicts=(Conflict(field="perpetrators", values=(text, text), doc_ids=("a", "a")),),
        campaign=text,
        evidence=(replace(make_evidence(text), doc_id="a"),),
    )


def hostile_events() -> list[Event]:
    """Every text in every kind of event; each event has an id of its own."""
    found = []
    for kind in SubEventType:
        for text in TEXTS:
            found.append(hostile_event(text, kind, number=len(found)))
    return found


def bare_event(kind: SubEventType, *, number: int = 0) -> Event:
    """An event of which nothing is known but its kind."""
    return make_event(
        make_mention("b", number),
        event_type=PARENT[kind],
        sub_event_type=kind,
        date=None,
        place=None,
        evidence=(),
    )


def hostile_citation(text: str) -> Citation:
    """A report whose title, outlet and address are `text`."""
    return Citation(id="a", sha256="0" * 64, title=text, outlet=text, url=text, language="ar")


def hostile_records() -> Held:
    """A record of each type for each hostile text, which stands in all of its fields."""
    kinds = (Event, Citation, Mention, Figure)
    return Held(*(tuple(filled(kind, text) for text in TEXTS) for kind in kinds))


def hostile_reports() -> Held:
    """Each hostile text in every place where a text may stand, and events of next to nothing."""
    documents = tuple(_document(text) for text in TEXTS)
    events = [_event(document, text) for document, text in zip(documents, TEXTS, strict=True)]
    bare = make_mention("missing", date=None, place=None, evidence=())
    nowhere = make_mention(
        documents[0].id,
        1,
        evidence=(),
        date=DateValue(start=None, end=None, precision=DatePrecision.UNKNOWN, text=""),
        place=make_place("", name_en=None, country=None, admin1=None, lat=None, lon=None),
    )
    return Held((*events, make_event(bare), make_event(nowhere)), held_documents=documents)


def _document(text: str) -> Document:
    body = f"{text} before {text} after {text}"
    return Document(
        id=f"doc {text}".encode("utf-8", "replace").decode("utf-8"),  # ids are stored as UTF-8
        text=body,
        sha256=sha256_text(body),
        title=text,
        published=DAY,
        outlet=text,
        url=text,
        language=text,
    )


def _event(document: Document, text: str) -> Event:
    start = len(f"{text} before ")
    mention = make_mention(
        document.id,
        place=make_place(text, name_ar=text, admin1=text, admin2=text),
        perpetrators=(make_actor(None, text=text),),
        targets=(make_actor(next(iter(organisations())), text=text),),
        weapons=(text,),
        campaign=text,
        claimed_by=(Claim(id=None, channel=text, text=text),),
        evidence=(
            make_evidence(text, start=start),
            make_evidence(text, start=start, field="targets"),
        ),
        conflicts=(Conflict(field="killed", values=(text,), doc_ids=(document.id,)),),
    )
    account = Account(
        mention_id=mention.id,
        doc_id=document.id,
        outlet=text,
        published=DAY,
        source=1,
        attributed_to=(text,),
        voice=Voice.PARTY,
        reliability=Grade(value="F", suggested=True, reason="unknown_outlet"),
    )
    told = Told(value=text, said_by=(mention.id,), shown=True)
    return make_event(
        mention,
        accounts=(account,),
        values=(FieldValues(field="targets", rule="sole_value", values=(told,)),),
    )
