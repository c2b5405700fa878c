"""The JSON interface for people who write programs: its own description, as a page."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rasd.review.api import ADDRESS, described
from rasd.review.request import Reading

router = APIRouter()


@router.get("/api", response_class=HTMLResponse)
def api(ask: Reading) -> HTMLResponse:
    """What can be asked, and how."""
    openapi = ask.request.app.state.api.openapi()
    return ask.page(
        "api.html.jinja",
        addresses=list(described(openapi)),
        base=ADDRESS,
        host=ask.request.base_url,
    )
