"""The first address: it leads to where work waits."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rasd.review.request import Reading

router = APIRouter()


@router.get("/", response_class=HTMLResponse)
def home(ask: Reading) -> HTMLResponse:
    """How much the store holds."""
    return ask.page("home.html.jinja", counts=ask.store.counts())
