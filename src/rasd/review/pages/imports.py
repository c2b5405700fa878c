"""The pages on which people bring reports in, and see what became of them."""

from __future__ import annotations

import io
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, File, Form, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from rasd.model import DocumentError
from rasd.review.imports.desk import NotTakenError
from rasd.review.imports.records import ENDED, Import, State
from rasd.review.people import Role
from rasd.review.request import Ask, Coding, RefusedError
from rasd.run.net.urls import clean_url

router = APIRouter()

_SEE_OTHER = 303
_LISTED = 30
_SHOWN = 20
_PROBLEMS = 200
LONGEST_LINE = 500

Line = Annotated[str, Form(max_length=LONGEST_LINE)]


@router.get("/import", response_class=HTMLResponse)
def import_page(ask: Coding) -> HTMLResponse:
    """The three ways to bring reports in, and what was brought in before."""
    limits = ask.context.desk.limits
    return ask.page("import.html.jinja", imports=_listed(ask), limits=limits)


@router.get("/import/list", response_class=HTMLResponse)
def import_list(ask: Coding) -> HTMLResponse:
    """The imports alone, to be asked for again while one is under way."""
    return ask.page("_imports.html.jinja", imports=_listed(ask))


@router.post("/import/files")
def send_files(
    ask: Coding,
    files: Annotated[list[UploadFile], File()] = [],  # noqa: B006 - as the framework has it
    outlet: Line = "",
    published: Line = "",
    into: Annotated[str, Form(alias="import")] = "",
    too_large: Annotated[list[str], Form()] = [],  # noqa: B006
    more: bool = Form(default=False),
) -> Response:
    """Takes files in; with `more` others follow, for the import whose id is answered."""
    desk = ask.context.desk
    if into:
        _own(ask, into)
    import_id = into or desk.begin(
        ask.person.name, outlet=outlet.strip() or None, published=_day(published)
    )
    for file in files:
        if file.filename:  # a form without a chosen file sends one without a name
            desk.add_file(import_id, file.filename, file.file)
    for name in too_large:
        desk.leave_out(import_id, name)
    if not more:
        _start(ask, import_id)
    if "application/json" in ask.request.headers.get("accept", ""):
        return JSONResponse({"id": import_id})
    return _to(import_id)


@router.post("/import/text")
def send_text(
    ask: Coding,
    text: Annotated[str, Form()],
    title: Line = "",
    outlet: Line = "",
    published: Line = "",
    url: Line = "",
) -> Response:
    """Takes a text in that was pasted."""
    if not text.strip():
        raise NotTakenError("import.refused_text")
    day = _day(published)
    desk = ask.context.desk
    import_id = desk.begin(ask.person.name)
    # Browsers send every line end as two characters; the text had one.
    body = text.replace("\r\n", "\n")
    desk.add_text(
        import_id,
        io.BytesIO(body.encode("utf-8", "replace")),
        title=_line(title),
        outlet=_line(outlet),
        published=day,
        url=_line(url),
    )
    _start(ask, import_id)
    return _to(import_id)


@router.post("/import/address")
def send_address(ask: Coding, url: Line, outlet: Line = "", published: Line = "") -> Response:
    """Takes an address in, of an article or a feed."""
    day = _day(published)
    desk = ask.context.desk
    try:
        clean = clean_url(url)
    except DocumentError as error:
        raise NotTakenError("import.refused_address") from error
    import_id = desk.begin(ask.person.name, outlet=_line(outlet), published=day)
    desk.add_address(import_id, clean)
    _start(ask, import_id)
    return _to(import_id)


@router.get("/import/{import_id}", response_class=HTMLResponse)
def one_import(ask: Coding, import_id: str) -> HTMLResponse:
    """One import: how far it is, what it came to, what is wrong with its files."""
    return ask.page("import_one.html.jinja", **_told(ask, _known(ask, import_id)))


@router.get("/import/{import_id}/state", response_class=HTMLResponse)
def state_of(ask: Coding, import_id: str) -> HTMLResponse:
    """What is known of an import now, to be asked for again while it is under way."""
    return ask.page("_import.html.jinja", **_told(ask, _known(ask, import_id)))


@router.post("/import/{import_id}/articles")
def choose(
    ask: Coding,
    import_id: str,
    url: Annotated[list[str], Form()] = [],  # noqa: B006
    texts: bool = Form(default=False),
) -> Response:
    """Says which articles of a feed to fetch."""
    _own(ask, import_id)
    ask.context.desk.choose(import_id, url, texts=texts)
    return _to(import_id)


@router.post("/import/{import_id}/cancel")
def cancel(ask: Coding, import_id: str) -> Response:
    """Leaves off; what is stored stays."""
    _own(ask, import_id)
    ask.context.desk.cancel(import_id)
    gone = ask.context.desk.get(import_id) is None
    return RedirectResponse("/import", _SEE_OTHER) if gone else _to(import_id)


@router.post("/import/{import_id}/again")
def again(ask: Coding, import_id: str) -> Response:
    """Begins once more with an import that ended early."""
    _own(ask, import_id)
    ask.context.desk.again(import_id)
    return _to(import_id)


def _start(ask: Ask, import_id: str) -> None:
    try:
        ask.context.desk.start(import_id)
    except NotTakenError:
        ask.context.desk.cancel(import_id)
        raise


def _listed(ask: Ask) -> tuple[Import, ...]:
    return ask.context.desk.imports(_LISTED)


def _known(ask: Ask, import_id: str) -> Import:
    found = ask.context.desk.get(import_id)
    if found is None:
        raise RefusedError("import.gone", 404)
    return found


def _own(ask: Ask, import_id: str) -> None:
    """Raises where the import is another's: only editors change those."""
    found = _known(ask, import_id)
    if found.asked.by != ask.person.name and ask.person.role < Role.EDITOR:
        raise RefusedError("import.refused_others")


def _told(ask: Ask, found: Import) -> dict[str, Any]:
    """What the page of an import shows."""
    new, changed = found.so_far.new, found.so_far.changed
    documents = (
        [
            (doc_id, document.title if document else None, doc_id in changed)
            for doc_id in (*new, *changed)[:_SHOWN]
            for document in [ask.store.document(doc_id)]
        ]
        if found.state in ENDED
        else []
    )
    unread = [issue for issue in found.issues if issue.fatal]
    reserved = [issue for issue in found.issues if not issue.fatal]
    return {
        "found": found,
        "ended": found.state in ENDED,
        "may": found.asked.by == ask.person.name or ask.person.role >= Role.EDITOR,
        "again": found.state in ENDED and found.state is not State.DONE and bool(found.items),
        "documents": documents,
        "rest": max(0, len(new) + len(changed) - _SHOWN),
        "unread": unread[:_PROBLEMS],
        "reserved": reserved[:_PROBLEMS],
        "problems": len(unread) + len(reserved),
        "held": _held(ask, found),
        "event_query": urlencode([("id", each) for each in ended_with.event_ids])
        if (ended_with := found.outcome)
        else "",
    }


def _held(ask: Ask, found: Import) -> frozenset[str]:
    """The articles of a feed that the store holds already."""
    if found.state is not State.CHOOSING or found.feed is None:
        return frozenset()
    return frozenset(each.url for each in found.feed.entries if ask.store.versions(each.url))


def _line(given: str) -> str | None:
    return " ".join(given.split()) or None


def _day(given: str) -> date | None:
    if not given.strip():
        return None
    try:
        return date.fromisoformat(given.strip())
    except ValueError as error:
        raise NotTakenError("import.refused_day", given=given[:40]) from error


def _to(import_id: str) -> RedirectResponse:
    return RedirectResponse(f"/import/{import_id}", _SEE_OTHER)
