"""Decides what the interface is made of, and how it says that something cannot be done."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from rasd import __version__
from rasd.model import RasdError
from rasd.review.api import judging, records
from rasd.review.api.access import ApiError, Paces
from rasd.review.api.schemas import components
from rasd.review.request import Context

ADDRESS = "/api/v1"
_ABOUT = (
    "Records are those of the record contract, field by field. Lists come in pages: `next` is the "
    "cursor of the page after this one, and the header `Link` its address. An error is an object "
    "with `error` and `remedy`."
)
_UNUSABLE = 422


def api_of(context: Context) -> FastAPI:
    """The interface over the store of a context, to be mounted at `ADDRESS`."""
    api = FastAPI(
        title="rasd",
        version=__version__,
        summary="Events with evidence, for programs",
        description=_ABOUT,
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    api.state.context = context
    api.state.paces = Paces()
    api.include_router(records.router)
    api.include_router(judging.router)
    _answer_errors(api)

    def openapi() -> dict[str, Any]:
        if api.openapi_schema is None:
            made = get_openapi(
                title=api.title,
                version=api.version,
                summary=api.summary,
                description=api.description,
                routes=api.routes,
                servers=[{"url": ADDRESS}],
            )
            ours, theirs = components(), made["components"]["schemas"]
            if both := ours.keys() & theirs.keys():
                raise RuntimeError(f"two things of one name in the description: {sorted(both)}")
            made["components"]["schemas"] = theirs | ours
            api.openapi_schema = made
        return api.openapi_schema

    api.openapi = openapi  # type: ignore[method-assign]  # how FastAPI lets it be extended
    return api


def _answer_errors(api: FastAPI) -> None:
    @api.exception_handler(ApiError)
    async def _refused(_: Request, error: ApiError) -> JSONResponse:
        return _said(error.status, error.error, error.remedy, error.headers)

    @api.exception_handler(RasdError)
    async def _told(_: Request, error: RasdError) -> JSONResponse:
        what, _dot, remedy = str(error).partition(". ")
        return _said(_UNUSABLE, what, remedy)

    @api.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        faults = "; ".join(
            f"{'.'.join(str(each) for each in fault['loc'])}: {fault['msg']}"
            for fault in error.errors()
        )
        return _said(_UNUSABLE, faults, f"see {ADDRESS}/openapi.json")

    @api.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> JSONResponse:
        return _said(error.status_code, str(error.detail), f"see {ADDRESS}/openapi.json")


def _said(
    status: int, error: str, remedy: str, headers: dict[str, str] | None = None
) -> JSONResponse:
    return JSONResponse({"error": error, "remedy": remedy}, status, headers)
