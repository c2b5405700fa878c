"""Decides how the events on screen become a file: the same filter, the formats of `rasd export`.

A file is written as it is read, so that a large one takes little memory; its name says of which
events it is, and of which day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, StreamingResponse

from rasd.export import EXPORTERS, Chosen, Exporter, Output
from rasd.export.formats import Format, formats
from rasd.export.mapping import Fit, mapped_formats, mapping_of
from rasd.model import Event, Order, SettingsError
from rasd.review.filters import pairs_of
from rasd.review.lists import Listing, View, listing_of
from rasd.review.pieces import pieces_of
from rasd.review.request import Reading

router = APIRouter()
_LONGEST = 80
_NO_NAME = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file to fetch; `note` is the key of what is said of it."""

    name: str
    address: str
    note: str
    has_texts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A format in the language of the page; `fits` counts its columns by how well they fit."""

    key: str
    name: str
    use: str
    keeps: str
    files: tuple[File, ...]
    fits: dict[str, int]


@router.get("/export", response_class=HTMLResponse)
def exports(ask: Reading) -> HTMLResponse:
    """Every format for the events of a list."""
    listing = listing_of(ask, View.TABLE)
    offered = [told for told in formats().values() if told.key in EXPORTERS]
    groups = [
        (group.value, [_offer(listing, told) for told in some])
        for group, some in groupby(offered, key=lambda told: told.group)
    ]
    total = ask.store.rows(listing.filter, analyser=listing.analyser, limit=1).total
    return ask.page(
        "export.html.jinja", listing=listing, groups=groups, total=total, chips=listing.chips()
    )


@router.get("/export/{name}")
def export(ask: Reading, name: str) -> StreamingResponse:
    """The events that a filter wants, in the order of the list."""
    exporter = _exporter(name)
    return _sent(listing_of(ask, View.TABLE), exporter, exporter.main)


@router.get("/export/{name}/{file}")
def export_file(ask: Reading, name: str, file: str) -> StreamingResponse:
    """One file of a format; of events those that a filter wants."""
    exporter = _exporter(name)
    output = next((each for each in exporter.outputs if each.file == file), None)
    if output is None:
        held = ", ".join(each.file for each in exporter.outputs)
        raise SettingsError(f"{name} has no file {file!r}; there are: {held}")
    return _sent(listing_of(ask, View.TABLE), exporter, output)


def file_name(listing: Listing, file: str, day: str) -> str:
    """`rasd-SY-explosion-2031-06-01.csv`: what is in the file, and of which day it is.

    A file that is not named for the events says what it holds: `rasd-mentions-SY-….jsonl`.
    """
    path = PurePath(file)
    first, *ends = path.name.split(".")
    said = [value for key, value in pairs_of(listing.filter) if key not in ("box", "id")]
    kept = [clean for value in said if (clean := _NO_NAME.sub("_", value).strip("._-"))]
    of = "-".join(["rasd", *([] if first == "events" else [first]), *kept])
    return f"{of[:_LONGEST].rstrip('-_.')}-{day}.{'.'.join(ends)}"


def _exporter(name: str) -> Exporter:
    if name not in EXPORTERS:
        raise SettingsError(f"no format {name!r}; there are: {', '.join(EXPORTERS)}")
    return EXPORTERS[name]


def _sent(listing: Listing, exporter: Exporter, output: Output) -> StreamingResponse:
    day = listing.ask.context.settings.clock()[: len("2031-06-01")]
    file = file_name(listing, output.file, day)
    return StreamingResponse(
        _parts(listing, output),
        media_type=exporter.media_type,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file)}"},
    )


def _parts(listing: Listing, output: Output) -> Iterator[bytes]:
    """The file piece by piece, read by a store of its own: the request's goes back before."""
    with listing.ask.context.stores.lent() as store:

        def wanted() -> Iterator[Event]:
            return store.listed_events(
                listing.filter, analyser=listing.analyser, order=listing.order or Order.DATE_DESC
            )

        yield from pieces_of(output.parts(Chosen(source=store, wanted=wanted)))


def _offer(listing: Listing, told: Format) -> Offer:
    language = listing.ask.words.language
    return Offer(
        key=told.key,
        name=told.name[language],
        use=told.use[language],
        keeps=told.keeps[language],
        files=tuple(_file(listing, told.key, output) for output in EXPORTERS[told.key].outputs),
        fits=_fits(told.key),
    )


def _file(listing: Listing, name: str, output: Output) -> File:
    carried = f"?{listing.carried}" if listing.carried else ""
    note = "of_list" if output.of == "events" else "of_all"
    return File(
        name=output.file,
        address=f"/export/{name}/{output.file}{carried}",
        note="left_out" if output.file.endswith("-left-out.csv") else note,
        has_texts=output.has_texts,
    )


def _fits(name: str) -> dict[str, int]:
    if name not in mapped_formats():
        return {}
    mapping = mapping_of(name)
    counted = {fit.value: sum(column.fit is fit for column in mapping.columns) for fit in Fit}
    return {**counted, "lost": len(mapping.lost)}
