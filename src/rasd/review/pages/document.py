"""The page of one document: its article, what is read in it, and a way to add what was missed."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rasd.review.document import document_view
from rasd.review.request import Reading, RefusedError
from rasd.review.saying import Saying

router = APIRouter()


@router.get("/documents/{doc_id:path}", response_class=HTMLResponse)
def document_page(ask: Reading, doc_id: str) -> HTMLResponse:
    """A document; its id may hold anything that a file may be called."""
    with ask.store.snapshot():
        document = ask.store.document(doc_id)
        if document is None:
            raise RefusedError("base.not_found", 404)
        view = document_view(ask.store, document, Saying(ask.words))
    return ask.page("document.html.jinja", view=view)
