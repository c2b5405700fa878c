"""Decides what machines are told of a release: a Data Package (version 2) and Croissant (1.1).

Both name every file of data with its size and digest, and every column of a table with its type.
Columns whose values are no single text or number are described as text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from rasd.knowledge.tables import data_file, read_rows
from rasd.model import SCHEMA, Json
from rasd.run.release.tables import Field, Table
from rasd.run.release.wanted import Named

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_CROISSANT = "http://mlcommons.org/croissant/1.1"
_NESTED = {".jsonl": "json-lines", ".parquet": "apache-parquet"}
"""What files of nested records are called, by their suffix: under the suffix alone, tools take them
for flat tables and stumble over their first list."""

_TYPES = {
    "integer": "sc:Integer",
    "year": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A file of data in a release, by its path in it, and what is known of it.

    `said` tells people what it is, by language (`en`, `ar`).
    """

    path: str
    said: Mapping[str, str]
    media_type: str
    bytes: int
    sha256: str
    table: Table | None

    @property
    def name(self) -> str:
        """The path as a name: small letters, digits, points and hyphens."""
        return self.path.removeprefix("data/").replace("/", "-").lower()


def datapackage(release: Named, files: Sequence[DataFile], said: str) -> str:
    """`datapackage.json`; `said` describes the release."""
    value = {
        "$schema": _PROFILE,
        "name": "rasd-incidents",
        "id": f"{release.url}#{release.version}" if release.url else None,
        "title": release.title,
        "description": said,
        "homepage": release.url,
        "version": release.version,
        "created": f"{release.as_of.isoformat()}T00:00:00Z",
        "licenses": [
            {
                "name": release.licence.id,
                "title": release.licence.name,
                "path": release.licence.url,
            }
        ],
        "contributors": [{"title": name, "roles": ["creator"]} for name in release.creators],
        "resources": [_resource(file) for file in files],
        "rasd": {"schema": SCHEMA, "public": not release.private},
    }
    return _text({name: it for name, it in value.items() if it not in (None, [])})


def croissant(release: Named, files: Sequence[DataFile], said: str) -> str:
    """`croissant.json`; `said` describes the release."""
    creators = release.creators or ("not stated",)
    value: dict[str, Json] = {
        "@context": json.loads(data_file("release/croissant_context.json").read_text("utf-8")),
        "@type": "sc:Dataset",
        "conformsTo": _CROISSANT,
        "name": release.title,
        "description": said,
        "version": release.version,
        "citeAs": f"{'; '.join(creators)} ({release.as_of.year}): {release.title}, version "
        f"{release.version}. {release.url or ''}".rstrip(),
        "datePublished": release.as_of.isoformat(),
        "license": release.licence.url,
        "creator": [{"@type": "sc:Organization", "name": name} for name in creators],
        "inLanguage": ["ar", "en"],
        "url": release.url,
        **{
            f"rai:{row['property']}": row["text"]
            for row in read_rows("release/responsible.tsv")
            if row["mode"] in ("", "private" if release.private else "public")
        },
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": file.path,
                "name": file.name,
                "description": file.said["en"],
                "contentUrl": file.path,
                "contentSize": f"{file.bytes} B",
                "encodingFormat": file.media_type.split(";")[0],
                "sha256": file.sha256,
            }
            for file in files
        ],
        # A second row of tags would be read as values.
        "recordSet": [_record_set(f, f.table) for f in files if f.table and not f.table.tags],
    }
    return _text({name: it for name, it in value.items() if it not in (None, [])})


def _resource(file: DataFile) -> dict[str, Json]:
    resource: dict[str, Json] = {
        "name": file.name,
        "path": file.path,
        "title": file.said["en"],
        "mediatype": file.media_type.split(";")[0],
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }
    table = file.table
    if table is None:
        named = _NESTED.get(PurePath(file.path).suffix)
        return {**resource, "format": named} if named else resource
    return {
        **resource,
        "type": "table",
        "format": "tsv" if table.delimiter == "\t" else "csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": table.delimiter,
            **({"commentRows": [2]} if table.tags else {}),
        },
        "schema": {
            "fields": [_field(field) for field in table.fields],
            "missingValues": list(table.missing),
            **({"primaryKey": list(table.key)} if table.key else {}),
        },
    }


def _field(field: Field) -> dict[str, Json]:
    said = {"description": field.en, "description_ar": field.ar}
    return {"name": field.name, "type": field.type, **{k: v for k, v in said.items() if v}}


def _record_set(file: DataFile, table: Table) -> Json:
    return {
        "@type": "cr:RecordSet",
        "@id": file.name,
        "name": file.name,
        "description": file.said["en"],
        **({"key": [{"@id": f"{file.name}/{name}"} for name in table.key]} if table.key else {}),
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{file.name}/{field.name.replace(' ', '_')}",
                "name": field.name,
                "description": field.en or field.name,
                "dataType": _TYPES.get(field.type, "sc:Text"),
                "source": {"fileObject": {"@id": file.path}, "extract": {"column": field.name}},
            }
            for field in table.fields
        ],
    }


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
