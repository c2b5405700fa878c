"""Adding an incident that a document tells and rasd missed: the form, and the event that it makes.

The pickers are those of an event's fields, all in one form; a picker that says nothing gives no
value. What the form leaves out can be set on the event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from rasd import judge
from rasd.judge import ADDABLE, TOLLS, KnownError
from rasd.model import TELLING, TOLD_BY_EVENT, Action, Document, Evidence, Json, Judgement
from rasd.review.actions.answers import Form, done, fault, fault_of, who
from rasd.review.actions.choices import item
from rasd.review.actions.picker import picker_of
from rasd.review.actions.values import FormError, evidence_of, item_of, value_of
from rasd.review.document import as_told, document_view
from rasd.review.request import Ask, Coding, RefusedError
from rasd.review.saying import Saying
from rasd.run.judge import record, shown_on

router = APIRouter()

PARTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("date", "date", ("date",)),
    ("place", "place", ("place",)),
    ("perpetrators", "parties", ("perpetrators",)),
    ("targets", "parties", ("targets",)),
    ("killed", "tolls", TOLLS),
    ("weapons", "weapons", ("weapons",)),
)
"""The parts of the form after kind and status: first field, picker, all its fields."""
SHOWN_BY_WORDS = (TELLING, *(field for field in ADDABLE if field not in TOLD_BY_EVENT))
"""What marked words may speak for."""
_ASKED = {
    "date": ("date.day", "date.start", "date.week"),
    "place": ("place.id", "place.text", "place.lat"),
}
"""Inputs of a picker that always says something; all empty, it is left alone."""
_DAYLESS = frozenset({"month", "year", "unknown"})


@router.get("/additions/new", response_class=HTMLResponse)
def add_form(ask: Coding, doc: str, evidence: str | None = None) -> HTMLResponse:
    """The form for a document; `evidence` are words that were marked in it."""
    document = _document(ask, doc)
    try:
        found = item_of(evidence) if evidence else None
    except FormError as error:
        return fault_of(ask, error)
    return ask.page(
        "_add.html.jinja",
        document=document,
        parts=PARTS,
        tolls=[(each, None) for each in TOLLS],
        pick=picker_of(None, [document], ask.words),
        fields=[name for name in SHOWN_BY_WORDS if name in _fields()],
        marked=[(item(dict(found)), str(found.get("quote") or ""))] if found else [],
    )


@router.post("/additions", response_class=HTMLResponse)
def add(ask: Coding, form: Form) -> HTMLResponse:
    """Adds the incident, and shows its event."""
    document = _document(ask, str(form.get("doc") or ""))
    try:
        values, evidence = _values(form), _evidence(form)
    except FormError as error:
        return fault_of(ask, error)
    if "sub_event_type" not in values:
        return fault(ask, "document.fault_type")
    if not any(each.field == TELLING for each in evidence):
        return fault(ask, "document.fault_words")
    bare = next((e for e in evidence if e.field not in (TELLING, *values)), None)
    if bare is not None:
        return fault(ask, "document.fault_no_value", field=ask.words.label("field", bare.field))
    known = as_told(ask.store.mentions_of([document.id]))
    try:
        said = judge.add(
            document,
            values,
            evidence,
            who=who(ask, str(form.get("reason") or "")),
            known=known,
        )
    except KnownError as error:
        number = [mention.id for mention in known].index(error.mention.id) + 1
        return fault(ask, "document.fault_known", n=ask.words.number(number))
    record(ask.store, said)
    event = next(iter(shown_on(ask.store, said)), None)
    return done(ask, event, ask.t("document.added"), [said], moved=True)


def document_added_to(ask: Ask, said: Sequence[Judgement]) -> Document | None:
    """The document to which one of these judgements added an incident."""
    ids = [a.doc_id for each in said if each.action is Action.ADD for a in each.anchors]
    return ask.store.document(ids[0]) if ids else None


def document_again(ask: Ask, document: Document, what: str) -> HTMLResponse:
    """The document as it stands once an addition was taken back, and a message."""
    view = document_view(ask.store, document, Saying(ask.words))
    body = ask.page("_document.html.jinja", view=view)
    message = ask.page("_done.html.jinja", what=what, said=(), event_id="", query="")
    answer = HTMLResponse(bytes(body.body) + bytes(message.body))
    answer.headers["HX-Push-Url"] = f"/documents/{quote(document.id, safe='')}"
    return answer


def _fields() -> frozenset[str]:
    """The fields that the form sets, and the words that tell of the incident."""
    return frozenset({TELLING, *(name for _, _, names in PARTS for name in names)})


def _document(ask: Ask, doc_id: str) -> Document:
    document = ask.store.document(doc_id)
    if document is None:
        raise RefusedError("base.not_found", 404)
    return document


def _values(form: FormData) -> Mapping[str, Json]:
    """What the form says; fields of which it says nothing are left out."""
    names = ["sub_event_type", "status", *(name for _, _, names in PARTS for name in names)]
    found = {name: value_of(name, form) for name in names if is_said(name, form)}
    return {name: value for name, value in found.items() if value not in (None, [], "")}


def is_said(name: str, form: FormData) -> bool:
    """Whether the picker of a field says anything, were it that nothing is known."""
    inputs = _ASKED.get(name)
    if inputs is None:
        return True
    if name == "date" and str(form.get("date.precision")) in _DAYLESS:
        return True
    return any(str(form.get(each) or "").strip() for each in inputs)


def _evidence(form: FormData) -> list[Evidence]:
    words, fields = form.getlist("evidence"), form.getlist("evidence.field")
    found: list[Evidence] = []
    for value, name in zip(words, fields, strict=False):
        field = str(name) if str(name) in SHOWN_BY_WORDS else TELLING
        found += evidence_of(field, FormData([("evidence", str(value))]))
    return found
