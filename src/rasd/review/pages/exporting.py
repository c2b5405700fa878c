"""Decides how the events on screen become a file: the same filter, the formats of `rasd export`.

A file is written as it is read, so that a large one takes little memory; its name says of which
events it is, and of which day. With `public=1` its records are made fit to be published first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import PurePath
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, StreamingResponse

from rasd.export import EXPORTERS, Chosen, Exporter, Output, Source
from rasd.export.formats import Format, formats
from rasd.export.mapping import Fit, mapped_formats, mapping_of
from rasd.model import Event, Order, SettingsError
from rasd.review.filters import pairs_of
from rasd.review.lists import Listing, View, listing_of
from rasd.review.pieces import pieces_of
from rasd.review.request import Ask, Reading
from rasd.run.public import PublicSource

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
    public = _is_public(ask)
    offers = [
        (told.group, _offer(listing, told, public))
        for told in formats().values()
        # A format that is about articles has nothing to publish.
        if told.key in EXPORTERS and not (public and EXPORTERS[told.key].main.has_texts)
    ]
    groups = [
        (group.value, [offer for _, offer in some])
        for group, some in groupby(offers, key=itemgetter(0))
    ]
    total = ask.store.rows(listing.filter, analyser=listing.analyser, limit=1).total
    return ask.page(
        "export.html.jinja",
        listing=listing,
        groups=groups,
        total=total,
        chips=listing.chips(),
        public=public,
        other=_address("", listing, not public),
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


def file_name(listing: Listing, file: str, day: str, *, public: bool = False) -> str:
    """`rasd-SY-explosion-2031-06-01.csv`: what is in the file, and of which day it is.

    A file that is not named for the events says what it holds (`rasd-mentions-SY-….jsonl`), one
    that can be published says so (`rasd-public-SY-….csv`).
    """
    path = PurePath(file)
    first, *ends = path.name.split(".")
    said = [value for key, value in pairs_of(listing.filter) if key not in ("box", "id")]
    kept = [clean for value in said if (clean := _NO_NAME.sub("_", value).strip("._-"))]
    own = ["rasd", *(["public"] if public else []), *([] if first == "events" else [first])]
    of = "-".join([*own, *kept])
    return f"{of[:_LONGEST].rstrip('-_.')}-{day}.{'.'.join(ends)}"


def _exporter(name: str) -> Exporter:
    if name not in EXPORTERS:
        raise SettingsError(f"no format {name!r}; there are: {', '.join(EXPORTERS)}")
    return EXPORTERS[name]


def _sent(listing: Listing, exporter: Exporter, output: Output) -> StreamingResponse:
    public = _is_public(listing.ask)
    if public and output.has_texts:
        raise SettingsError(f"{output.file} holds articles, which are not published")
    day = listing.ask.context.settings.clock()[: len("2031-06-01")]
    file = file_name(listing, output.file, day, public=public)
    return StreamingResponse(
        _parts(listing, output, public),
        media_type=exporter.media_type,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file)}"},
    )


def _parts(listing: Listing, output: Output, public: bool) -> Iterator[bytes]:
    """The file piece by piece, read by a store of its own: the request's goes back before."""
    with listing.ask.context.stores.lent() as store:

        def wanted() -> Iterator[Event]:
            return store.listed_events(
                listing.filter, analyser=listing.analyser, order=listing.order or Order.DATE_DESC
            )

        chosen: Source = Chosen(source=store, wanted=wanted)
        yield from pieces_of(output.parts(PublicSource(chosen) if public else chosen))


def _is_public(ask: Ask) -> bool:
    return ask.request.query_params.get("public") == "1"


def _offer(listing: Listing, told: Format, public: bool) -> Offer:
    language = listing.ask.words.language
    return Offer(
        key=told.key,
        name=told.name[language],
        use=told.use[language],
        keeps=told.keeps[language],
        files=tuple(
            _file(listing, told.key, output, public)
            for output in EXPORTERS[told.key].outputs
            if not (public and output.has_texts)
        ),
        fits=_fits(told.key),
    )


def _address(path: str, listing: Listing, public: bool) -> str:
    query = "&".join(filter(None, [listing.carried, "public=1" if public else ""]))
    return f"/export{path}" + (f"?{query}" if query else "")


def _file(listing: Listing, name: str, output: Output, public: bool) -> File:
    note = "of_list" if output.of == "events" else "of_all"
    return File(
        name=output.file,
        address=_address(f"/{name}/{output.file}", listing, public),
        note="left_out" if output.file.endswith("-left-out.csv") else note,
        has_texts=output.has_texts,
    )


def _fits(name: str) -> dict[str, int]:
    if name not in mapped_formats():
        return {}
    mapping = mapping_of(name)
    counted = {fit.value: sum(column.fit is fit for column in mapping.columns) for fit in Fit}
    return {**counted, "lost": len(mapping.lost)}
