"""Decides how records are read: one by its id, many by pages, all of a kind as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.datastructures import QueryParams

from rasd.export import EXPORTERS, Chosen, Source
from rasd.model import Document, Event, EventFilter, Scope, read_cursor, to_json, write_cursor
from rasd.review.api.access import ApiError, Call, Reading
from rasd.review.api.schemas import of
from rasd.review.filters import asked_in, order_of
from rasd.review.pieces import pieces_of
from rasd.run.public import PublicSource
from rasd.search import arabic_analyser

router = APIRouter()
MOST = 200
_OWN = frozenset({"limit", "cursor", "of", "file", "public"})
_BASE = "/api/v1"
_Limit = Annotated[int, Query(ge=1, le=MOST, description="Records on a page.")]
_Cursor = Annotated[str | None, Query(description="`next` of the page before.")]


def _parameter(name: str, what: str, *, many: bool = False) -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string"}
    schema = {"type": "array", "items": text} if many else text
    return {"name": name, "in": "query", "required": False, "description": what, "schema": schema}


FILTERS = {
    "parameters": [
        _parameter("country", "ISO code; repeat for several, `-` for none known.", many=True),
        _parameter("admin1", "First-level division by its English name.", many=True),
        _parameter("type", "Event type or sub-type.", many=True),
        _parameter("status", "reported, claimed, denied or background.", many=True),
        _parameter("outlet", "Who published.", many=True),
        _parameter("attention", "Why it needs a person.", many=True),
        _parameter("review", "What people said of it.", many=True),
        _parameter("from", "First day, as 2031-05-06."),
        _parameter("to", "Last day."),
        _parameter("undated", "1: without a date alone; 0: with one alone."),
        _parameter("q", "Words of its documents, in whatever form."),
        _parameter("box", "south,west,north,east in degrees."),
        _parameter("confidence", "low-high, each from 0 to 1; either may be left out."),
        _parameter("killed", "At least so many dead."),
        _parameter("document", "A document that tells it."),
        _parameter("order", "date, -date, attention, confidence, -toll or -sources."),
    ]
}
"""The filters of lists, which are those of the pages."""


@router.get("/counts", summary="How many records there are", responses=of("Error"))
def counts(call: Reading) -> dict[str, int]:
    """Documents, mentions, figures, events and issues."""
    return call.store.counts()


@router.get(
    "/events", summary="Events by a filter", responses=of("EventPage"), openapi_extra=FILTERS
)
def events(call: Reading, limit: _Limit = 50, cursor: _Cursor = None) -> Response:
    """Whole records, as the table of the application lists them."""
    wanted, params = _filter(call)
    page = call.store.rows(
        wanted,
        analyser=arabic_analyser() if wanted.text else None,
        order=order_of(params),
        limit=limit,
        cursor=cursor,
    )
    found = (call.store.event(row.id) for row in page.rows)
    items = [to_json(event) for event in found if event is not None]
    return _page(call, items, page.next, total=page.total)


@router.get(
    "/events/{event_id}",
    summary="One event",
    responses=of(
        "Event",
        also={
            300: "What had this id are several events now",
            308: "The event has another id now: see Location",
            404: "No event ever had this id",
        },
    ),
)
def event(call: Reading, event_id: str) -> Response:
    """The event of an id, or where it is found now."""
    if found := call.store.event(event_id):
        return JSONResponse(to_json(found))
    now = call.store.resolve_event(event_id)
    if not now:
        raise ApiError(
            404, f"no event has or had the id {event_id!r}", f"list them at {_BASE}/events"
        )
    if len(now) == 1:
        return RedirectResponse(f"{_BASE}/events/{quote(now[0].id, safe='')}", 308)
    ids = [each.id for each in now]
    what = {"error": f"{event_id!r} became {len(ids)} events", "remedy": "ask for one of `ids`"}
    return JSONResponse({**what, "ids": ids}, 300)


@router.get("/mentions", summary="Mentions", responses=of("MentionPage"))
def mentions(call: Reading, limit: _Limit = 50, cursor: _Cursor = None) -> Response:
    """What each document reports, by document."""
    doc_id, position = _place(cursor, str, int) or ("", -1)
    found = call.store.mentions_after((doc_id, position), limit=limit)
    items = [to_json(mention) for _, mention in found]
    return _page(call, items, write_cursor(found[-1][0]) if len(found) == limit else None)


@router.get(
    "/mentions/{mention_id}",
    summary="One mention",
    responses=of("Mention", also={404: "There is none"}),
)
def mention(call: Reading, mention_id: str) -> Response:
    """One incident as one document reports it."""
    found = call.store.mention(mention_id)
    if found is None:
        raise ApiError(
            404, f"no mention has the id {mention_id!r}", f"list them at {_BASE}/mentions"
        )
    return JSONResponse(to_json(found))


@router.get("/figures", summary="Figures", responses=of("FigurePage"))
def figures(call: Reading, limit: _Limit = 50, cursor: _Cursor = None) -> Response:
    """Statements of quantity that are no toll of one incident, by document."""
    doc_id, position = _place(cursor, str, int) or ("", -1)
    found = call.store.figures_after((doc_id, position), limit=limit)
    items = [to_json(figure) for _, figure in found]
    return _page(call, items, write_cursor(found[-1][0]) if len(found) == limit else None)


@router.get("/documents", summary="Documents", responses=of("DocumentPage"))
def documents(call: Reading, limit: _Limit = 50, cursor: _Cursor = None) -> Response:
    """Documents by id; their texts only with the scope `text`."""
    [after] = _place(cursor, str) or [""]
    found = call.store.documents_after(after, limit=limit)
    last = write_cursor([found[-1].id]) if len(found) == limit else None
    return _page(call, [_document(call, each) for each in found], last)


@router.get(
    "/documents/{doc_id:path}",
    summary="One document",
    responses=of("Document", also={404: "There is none"}),
)
def document(call: Reading, doc_id: str) -> Response:
    """A document; its text only with the scope `text`."""
    found = call.store.document(doc_id)
    if found is None:
        raise ApiError(404, f"no document has the id {doc_id!r}", f"list them at {_BASE}/documents")
    return JSONResponse(_document(call, found))


@router.get("/judgements", summary="Judgements", responses=of("JudgementPage"))
def judgements(call: Reading, limit: _Limit = 50, cursor: _Cursor = None) -> Response:
    """What people said, in the order in which they said it."""
    [after] = _place(cursor, int) or [0]
    found = call.store.judgements_after(after, limit=limit)
    items = [to_json(judgement) for _, judgement in found]
    return _page(call, items, write_cursor([found[-1][0]]) if len(found) == limit else None)


@router.get(
    "/exports/{name}",
    summary="A whole file",
    openapi_extra=FILTERS,
    response_class=StreamingResponse,
)
def export(
    call: Reading,
    name: Annotated[str, "A format of `rasd export`."],
    of: Annotated[
        Literal["events", "documents", "mentions", "figures", "redirects"] | None,
        Query(description="Which records, where the format holds several; events by default."),
    ] = None,
    file: Annotated[
        str | None, Query(description="Which file, where the format has several of one kind.")
    ] = None,
    public: Annotated[
        bool,
        Query(description="Records made fit to be published; files with articles are refused."),
    ] = False,
) -> Response:
    """A file of `rasd export`, written while it is read; of events those that the filter wants."""
    exporter = EXPORTERS.get(name)
    if exporter is None:
        known = ", ".join(EXPORTERS)
        raise ApiError(404, f"{name!r} is no format", f"expected one of {known}")
    kind = of or exporter.main.of
    wanted_file = (each for each in exporter.outputs if each.file == file)
    of_kind = (each for each in exporter.outputs if each.of == kind)
    output = next(wanted_file if file else of_kind, None)
    if output is None:
        held = ", ".join(f"{each.file} ({each.of})" for each in exporter.outputs)
        raise ApiError(422, f"{name} has no {file or kind}", f"it has {held}")
    if output.has_texts and public:
        raise ApiError(422, f"{output.file} holds articles, which are not published", "drop public")
    if output.has_texts and Scope.TEXT not in call.shown.scopes:
        raise ApiError(
            403,
            "the token is not for texts: it lacks the scope 'text'",
            "make one with that scope on the page of your account",
        )
    wanted, params = _filter(call)
    context, order = call.context, order_of(params)

    def parts() -> Iterator[bytes]:
        # The request's own store goes back before the last part is read.
        with context.stores.lent() as store:
            analyser = arabic_analyser() if wanted.text else None

            def found() -> Iterator[Event]:
                return store.listed_events(wanted, analyser=analyser, order=order)

            chosen: Source = Chosen(source=store, wanted=found)
            yield from pieces_of(output.parts(PublicSource(chosen) if public else chosen))

    headers = {"Content-Disposition": f'attachment; filename="{output.file}"'}
    return StreamingResponse(parts(), media_type=exporter.media_type, headers=headers)


def _filter(call: Call) -> tuple[EventFilter, QueryParams]:
    """The filter of an address; a program is told what a page would pass over."""
    given = call.request.query_params.multi_items()
    params = QueryParams([pair for pair in given if pair[0] not in _OWN])
    asked = asked_in(params)
    if asked.ignored:
        named = ", ".join(f"{each.name}={each.value[:40]!r}" for each in asked.ignored)
        raise ApiError(422, f"no filter, or no value of one: {named}", f"see {_BASE}/openapi.json")
    return asked.filter, params


def _page(
    call: Call, items: list[Any], next_: str | None, *, total: int | None = None
) -> JSONResponse:
    content: dict[str, Any] = {"items": items, "next": next_}
    if total is not None:
        content["total"] = total
    headers = {}
    if next_ is not None:
        kept = [pair for pair in call.request.query_params.multi_items() if pair[0] != "cursor"]
        query = urlencode([*kept, ("cursor", next_)])
        path = call.request.url.path
        headers["Link"] = f'<{path}?{query}>; rel="next"'
    return JSONResponse(content, headers=headers)


def _document(call: Call, document: Document) -> Any:
    record = to_json(document)
    if Scope.TEXT not in call.shown.scopes:
        record.pop("text", None)
    return record


def _place(cursor: str | None, *kinds: type) -> list[Any] | None:
    """The place that a cursor names, by keys of these kinds; `None` without one."""
    if not cursor:
        return None
    try:
        place = read_cursor(cursor)
    except ValueError as error:
        raise _no_cursor() from error
    if [type(key) for key in place] != list(kinds):
        raise _no_cursor()
    return place


def _no_cursor() -> ApiError:
    return ApiError(422, "the cursor is none of ours", "give `next` of the page before as it came")
