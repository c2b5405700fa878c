"""Decides which formats there are. A new one is a function from a source to parts and a line here.

The parts of a file are text, written as UTF-8, or bytes; they come as they are made, so that a
large file takes little memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rasd.export.acled import acled_left_out_text, acled_text
from rasd.export.files import Part
from rasd.export.ftm import ftm_text
from rasd.export.ged import ged_left_out_text, ged_text
from rasd.export.geojson import geojson_text
from rasd.export.gtd import gtd_left_out, gtd_text
from rasd.export.hxl import hxl_left_out, hxl_text
from rasd.export.jsonl import jsonl_text
from rasd.export.parquet import geoparquet_bytes, parquet_bytes
from rasd.export.plover import plover_left_out, plover_text
from rasd.export.polecat import polecat_left_out, polecat_text
from rasd.export.redirects import redirects_text
from rasd.export.source import RecordName, Source
from rasd.export.table import csv_text
from rasd.export.tasks import config_text, inception_parts, tasks_text
from rasd.export.uwazi import uwazi_text
from rasd.export.webannotation import webannotation_text
from rasd.export.xlsx import workbook_bytes
from rasd.model import Citation, Event, Figure, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One file of a format: its name, which records it is about, and its parts.

    `has_texts` tells that it holds articles, which belong to their outlets: it is never published.
    A file that `leaves_out` events follows another codebook, which does not count all of ours; the
    format then has a file that names each of them with the reason. One that is `fixed` says the
    same whatever the records. One that is `paced` takes events one by one, each when its part
    is due, so that several such files can be written in one reading.
    """

    file: str
    of: RecordName
    parts: Callable[[Source], Iterator[Part]]
    has_texts: bool = False
    leaves_out: bool = False
    fixed: bool = False
    paced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """A format that `rasd export --format` knows by its key in `EXPORTERS`.

    `media_type` is said with its `charset` where the files are text.
    """

    title: str
    media_type: str
    outputs: tuple[Output, ...]

    @property
    def main(self) -> Output:
        """The file that is meant where one is asked for: that of the events, if there is one."""
        of_events = (output for output in self.outputs if output.of == "events")
        return next(of_events, self.outputs[0])


EXPORTERS: dict[str, Exporter] = {
    "jsonl": Exporter(
        title="Everything, one JSON record a line: documents, mentions, events, figures",
        media_type="application/jsonl; charset=utf-8",
        outputs=(
            Output(
                file="documents.jsonl",
                of="documents",
                parts=lambda source: jsonl_text(source.documents()),
                has_texts=True,
            ),
            Output(
                file="mentions.jsonl",
                of="mentions",
                parts=lambda source: jsonl_text(source.mentions()),
            ),
            Output(
                file="events.jsonl",
                of="events",
                paced=True,
                parts=lambda source: jsonl_text(source.events()),
            ),
            Output(
                file="figures.jsonl",
                of="figures",
                parts=lambda source: jsonl_text(source.figures()),
            ),
        ),
    ),
    "csv": Exporter(
        title="Events for a spreadsheet, one row each",
        media_type="text/csv; charset=utf-8",
        outputs=(
            Output(
                file="events.csv",
                of="events",
                paced=True,
                parts=lambda source: csv_text(source.events()),
            ),
        ),
    ),
    "xlsx": Exporter(
        title="Events, sources and conflicts as an Excel workbook",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        outputs=(Output(file="events.xlsx", of="events", parts=workbook_bytes),),
    ),
    "hxl": Exporter(
        title="Events for humanitarian data platforms, with HXL tags",
        media_type="text/csv; charset=utf-8",
        outputs=(
            Output(file="events-hxl.csv", of="events", parts=hxl_text, leaves_out=True),
            Output(
                file="events-hxl-left-out.csv", of="events", parts=hxl_left_out, leaves_out=True
            ),
        ),
    ),
    "geojson": Exporter(
        title="Events for a map",
        media_type="application/geo+json; charset=utf-8",
        outputs=(
            Output(
                file="events.geojson",
                of="events",
                paced=True,
                parts=lambda source: geojson_text(source.events()),
            ),
        ),
    ),
    "ftm": Exporter(
        title="Events, reports and organisations as FollowTheMoney entities, one a line",
        media_type="application/json+ftm; charset=utf-8",
        outputs=(Output(file="entities.ftm.json", of="events", parts=ftm_text),),
    ),
    "acled": Exporter(
        title="Events as ACLED's files have them, 31 columns; beside them those it does not code",
        media_type="text/csv; charset=utf-8",
        outputs=(
            Output(file="acled.csv", of="events", parts=acled_text, leaves_out=True),
            Output(
                file="acled-left-out.csv",
                of="events",
                parts=acled_left_out_text,
                leaves_out=True,
            ),
        ),
    ),
    "uwazi": Exporter(
        title="Events for the CSV import of Uwazi, in Arabic and English",
        media_type="text/csv; charset=utf-8",
        outputs=(Output(file="events-uwazi.csv", of="events", parts=uwazi_text),),
    ),
    "webannotation": Exporter(
        title="The passages behind each value, as Web Annotation in JSON-LD",
        media_type="application/ld+json; charset=utf-8",
        outputs=(Output(file="evidence.jsonld", of="events", parts=webannotation_text),),
    ),
    "labelstudio": Exporter(
        title="Reports with what was found in them, to be corrected in Label Studio",
        media_type="application/json; charset=utf-8",
        outputs=(
            Output(file="labelstudio-tasks.json", of="documents", parts=tasks_text, has_texts=True),
            Output(file="labelstudio-config.xml", of="documents", parts=config_text, fixed=True),
        ),
    ),
    "inception": Exporter(
        title="Reports with what was found in them, to be corrected in INCEpTION",
        media_type="application/zip",
        outputs=(
            Output(file="inception.zip", of="documents", parts=inception_parts, has_texts=True),
        ),
    ),
    "parquet": Exporter(
        title="Everything but the articles' texts, typed and nested",
        media_type="application/vnd.apache.parquet",
        outputs=(
            Output(
                file="events.parquet",
                of="events",
                parts=lambda source: parquet_bytes(Event, source.events()),
            ),
            Output(
                file="mentions.parquet",
                of="mentions",
                parts=lambda source: parquet_bytes(Mention, source.mentions()),
            ),
            Output(
                file="citations.parquet",
                of="citations",
                parts=lambda source: parquet_bytes(Citation, source.citations()),
            ),
            Output(
                file="figures.parquet",
                of="figures",
                parts=lambda source: parquet_bytes(Figure, source.figures()),
            ),
        ),
    ),
    "geoparquet": Exporter(
        title="Events for a map with many of them, typed",
        media_type="application/vnd.apache.parquet",
        outputs=(
            Output(
                file="events.geo.parquet",
                of="events",
                parts=lambda source: geoparquet_bytes(source.events()),
            ),
        ),
    ),
    "ged": Exporter(
        title="Events as UCDP's Georeferenced Event Dataset has them, 49 columns",
        media_type="text/csv; charset=utf-8",
        outputs=(
            Output(file="ged.csv", of="events", parts=ged_text, leaves_out=True),
            Output(file="ged-left-out.csv", of="events", parts=ged_left_out_text, leaves_out=True),
        ),
    ),
    "gtd": Exporter(
        title="Events as the Global Terrorism Database tells them, 135 columns",
        media_type="text/csv; charset=utf-8",
        outputs=(
            Output(file="gtd.csv", of="events", parts=gtd_text, leaves_out=True),
            Output(file="gtd-left-out.csv", of="events", parts=gtd_left_out, leaves_out=True),
        ),
    ),
    "plover": Exporter(
        title="Events as records of PLOVER, one a line",
        media_type="application/jsonl; charset=utf-8",
        outputs=(
            Output(file="plover.jsonl", of="events", parts=plover_text, leaves_out=True),
            Output(file="plover-left-out.csv", of="events", parts=plover_left_out, leaves_out=True),
        ),
    ),
    "polecat": Exporter(
        title="Events as POLECAT's files tell them, 40 columns with tabs between",
        media_type="text/tab-separated-values; charset=utf-8",
        outputs=(
            Output(file="polecat.tsv", of="events", parts=polecat_text, leaves_out=True),
            Output(
                file="polecat-left-out.csv", of="events", parts=polecat_left_out, leaves_out=True
            ),
        ),
    ),
    "redirects": Exporter(
        title="Where the ids of events that changed lead, one row each",
        media_type="text/csv; charset=utf-8",
        outputs=(
            Output(
                file="redirects.csv",
                of="redirects",
                parts=lambda source: redirects_text(source.redirects()),
            ),
        ),
    ),
}
"""Every format by its name."""
