"""The list of the documents that the store holds."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rasd.model import DocumentFilter
from rasd.review.people import Role
from rasd.review.request import Ask, Reading, RefusedError
from rasd.search import arabic_analyser

router = APIRouter()

_NONE = "-"
"""Stands for documents without an outlet in an address."""
_LONGEST = 200
_A_PAGE = 50
_OUTLETS = 200


@router.get("/documents", response_class=HTMLResponse)
def documents_page(ask: Reading) -> HTMLResponse:
    """The documents that the address asks for, the newest first."""
    asked = ask.request.query_params
    wanted = _wanted(ask)
    analyser = arabic_analyser() if wanted.text else None
    page = ask.store.document_page(
        wanted, analyser=analyser, limit=_A_PAGE, cursor=asked.get("cursor") or None
    )
    kept = [(name, value) for name, value in asked.multi_items() if value and name != "cursor"]
    return ask.page(
        "documents.html.jinja",
        page=page,
        wanted=wanted,
        outlets=ask.store.document_outlets()[:_OUTLETS],
        chosen=asked.get("outlet", ""),
        of_import=asked.get("import") or None,
        address=lambda cursor: f"/documents?{urlencode([*kept, ('cursor', cursor)])}",
        filtered=bool(kept),
    )


def _wanted(ask: Ask) -> DocumentFilter:
    asked = ask.request.query_params
    outlet = asked.get("outlet", "")
    given: dict[str, Any] = {
        "text": " ".join(asked.get("q", "").split())[:_LONGEST],
        "outlets": () if not outlet else ("",) if outlet == _NONE else (outlet,),
        "since": _day(asked.get("from", "")),
        "until": _day(asked.get("to", "")),
    }
    if asked.get("events") in ("0", "1"):
        given["with_events"] = asked["events"] == "1"
    if import_id := asked.get("import"):
        found = ask.context.desk.get(import_id) if ask.person.role >= Role.CODER else None
        if found is None:
            raise RefusedError("import.gone", 404)
        given["ids"] = (*found.so_far.new, *found.so_far.changed)
    return DocumentFilter(**given)


def _day(given: str) -> date | None:
    """A day of an address; one that is none limits nothing."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None
