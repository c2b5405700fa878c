"""Decides which kind of file an annotation tool has written, and reads it.

Label Studio: its JSON. INCEpTION: a CAS as JSON or XMI, or an archive of these: the export of a
document or of a whole project, whose folders name the annotator.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from rasd.model import InputError, Json
from rasd.run.returned.answers import Answer, Refusal, plain
from rasd.run.returned.inception import read_json_cas, read_xmi
from rasd.run.returned.labelstudio import is_tasks, read_tasks

FORMATS = ("labelstudio", "inception")

_MOST = 512 * 1024 * 1024
"""Bytes of one file; an archive that unpacks to more is not what it seems."""
_TYPES = "TypeSystem.xml"
_BY_FOLDER = re.compile(r"(?:^|/)(?P<kind>annotation|curation)/[^/]+/(?P<by>[^/]+)\.\w+$")
_NO_PERSON = ("INITIAL_CAS", "CURATION_USER")


def read_answers(path: Path, *, of: str | None = None) -> Iterator[Answer | Refusal]:
    """Every annotated task in a file; where its format is said, it has to be `of` that one."""
    try:
        content = path.read_bytes()
    except OSError as error:
        yield Refusal(where=str(path), why=f"it cannot be read: {error.strerror}")
        return
    nothing = True
    for each in _read(content, plain(path.name), of, by=None, types=None):
        nothing = False
        yield each
    if nothing:
        yield Refusal(where=path.name, why="nobody has annotated anything in it")


def _read(
    content: bytes, name: str, wanted: str | None, *, by: str | None, types: bytes | None
) -> Iterator[Answer | Refusal]:
    try:
        if content[:4] == b"PK\x03\x04":
            yield from _archive(content, name, wanted, by)
        elif content.lstrip()[:1] == b"<":
            _check(wanted, "inception")
            yield read_xmi(content, types, name, by)
        else:
            yield from _json(_parsed(content), content, name, wanted, by)
    except InputError as error:
        yield Refusal(where=name, why=str(error))


def _json(
    found: Json, content: bytes, name: str, wanted: str | None, by: str | None
) -> Iterator[Answer | Refusal]:
    if isinstance(found, dict) and "%FEATURE_STRUCTURES" in found:
        _check(wanted, "inception")
        yield read_json_cas(content, name, by)
    elif is_tasks(found):
        _check(wanted, "labelstudio")
        yield from read_tasks(found, name)
    else:
        raise InputError(
            "it is neither JSON of Label Studio (not JSON-MIN, not CSV) nor a CAS of INCEpTION "
            "(UIMA CAS JSON or XMI)"
        )


def _archive(
    content: bytes, name: str, wanted: str | None, by: str | None
) -> Iterator[Answer | Refusal]:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            entries = {each.filename: each for each in archive.infolist() if not each.is_dir()}
            if sum(each.file_size for each in entries.values()) > _MOST:
                raise InputError(f"it unpacks to more than {_MOST:,} bytes")
            types = next((archive.read(e) for e in entries if e.split("/")[-1] == _TYPES), None)
            for entry in sorted(entries):
                kind = entry.rsplit(".", 1)[-1].lower()
                if kind not in ("json", "xmi", "zip") or "/source/" in f"/{entry}":
                    continue
                inner = archive.read(entry)
                if kind == "json" and b'"%FEATURE_STRUCTURES"' not in inner:
                    continue  # the settings of a project, layers
                person, is_person = _person(entry)
                if is_person:
                    label = f"{name}:{plain(entry)}"
                    yield from _read(inner, label, wanted, by=person or by, types=types)
    except (BadZipFile, NotImplementedError, RuntimeError) as error:
        raise InputError(f"it is an archive that cannot be unpacked ({error})") from error


def _person(entry: str) -> tuple[str | None, bool]:
    """Who annotated, where the folders of a project say so; False for what nobody annotated."""
    found = _BY_FOLDER.search(entry)
    if found is None:
        return None, True
    if found["by"] in _NO_PERSON:
        return None, found["by"] != _NO_PERSON[0]
    return found["by"], True


def _parsed(content: bytes) -> Json:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"it is no JSON, XMI or archive ({error})") from None


def _check(wanted: str | None, found: str) -> None:
    if wanted not in (None, found):
        raise InputError(f"it is a file of {found}, not of {wanted}")
