"""Decides how tasks read in INCEpTION: UIMA CAS JSON 0.4.0, one document a file, in one archive.

`rasd.Incident` stands on the words that tell of an incident and has its values as features,
`rasd.Value` on words for one field of it; `incident` holds the number that joins the two.
`rasd.Task`, of no length at the start of the text, keeps what was given. `layers.json` has the
three layers for the settings of a project. A CAS counts UTF-16 units.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from rasd.export.source import Source
from rasd.export.tasks.fields import Field, fields, labels
from rasd.export.tasks.sheets import Incident, Sheet, sheets
from rasd.export.tasks.shown import utf16_offsets
from rasd.model import Json, sha256_text

INCIDENT, VALUE, TASK = "rasd.Incident", "rasd.Value", "rasd.Task"
"""The layers, by the names of their types."""
DOCUMENTS, LAYERS = "documents", "layers.json"
_STRING = "uima.cas.String"
_UNSAFE = re.compile(r"[^\w-]+")
_LONGEST = 80
_EPOCH = (1980, 1, 1, 0, 0, 0)


def features_of(layer: str) -> tuple[str, ...]:
    """The features of a layer, all of them strings."""
    if layer == TASK:
        return ("given",)
    if layer == VALUE:
        return ("field", "incident")
    return ("incident", "mention", "event", *(f.name for f in fields() if f.kind != "label"))


def inception_parts(source: Source) -> Iterator[bytes]:
    """An archive of the layers and a CAS for each document."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as archive:
        archive.writestr(_entry(LAYERS), layers_text())
        for sheet in sheets(source):
            text = json.dumps(_cas(sheet), ensure_ascii=False, indent=0)
            archive.writestr(_entry(f"{DOCUMENTS}/{_name(sheet.document.id)}.json"), text)
            yield pipe.taken()
    yield pipe.taken()


def layers_text() -> str:
    """The layers as INCEpTION imports them under Settings, Layers."""
    layers = [_layer(INCIDENT), _layer(VALUE), _layer(TASK)]
    return json.dumps(layers, ensure_ascii=False, indent=2) + "\n"


class _Pipe(io.RawIOBase):
    """Takes what a zip archive writes and gives it on, piece by piece."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]  # a buffer, as zipfile writes it
        self._held.append(piece)
        return len(piece)

    def taken(self) -> bytes:
        """All that was written since this was last called."""
        whole = b"".join(self._held)
        self._held.clear()
        return whole


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, date_time=_EPOCH)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _name(doc_id: str) -> str:
    """A name for a file, told apart from those of other documents by its digest."""
    return f"{_UNSAFE.sub('_', doc_id)[:_LONGEST]}-{sha256_text(doc_id)[:8]}"


def _cas(sheet: Sheet) -> Json:
    units, _ = utf16_offsets(sheet.shown.text)
    task = {"given": json.dumps(sheet.given.as_json(), ensure_ascii=False)}
    found: list[Json] = [_annotation(3, TASK, 0, 0, task)]
    for incident in sheet.given.incidents:
        for layer, start, end, given in _spans(incident):
            found.append(_annotation(len(found) + 3, layer, units(start), units(end), given))
    sofa = {
        "%ID": 1,
        "%TYPE": "uima.cas.Sofa",
        "sofaNum": 1,
        "sofaID": "_InitialView",
        "mimeType": "text",
        "sofaString": sheet.shown.text,
    }
    whole = _annotation(2, "uima.tcas.DocumentAnnotation", 0, units(len(sheet.shown.text)), {})
    whole["language"] = sheet.document.language or "x-unspecified"
    members = [2, *(each["%ID"] for each in found)]
    return {
        "%TYPES": {layer: _type(layer) for layer in (INCIDENT, VALUE, TASK)},
        "%FEATURE_STRUCTURES": [sofa, whole, *found],
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": members}},
    }


def _spans(incident: Incident) -> Iterator[tuple[str, int, int, dict[str, str]]]:
    head = incident.head
    if head is None:
        return
    own = {"incident": incident.key, "mention": incident.mention, "event": incident.event}
    yield INCIDENT, head.start, head.end, own | incident.values
    for mark in incident.marks:
        if mark != head:
            named = {"field": mark.field, "incident": incident.key}
            yield VALUE, mark.start, mark.end, named


def _annotation(ident: int, layer: str, start: int, end: int, given: dict[str, str]) -> Json:
    return {"%ID": ident, "%TYPE": layer, "@sofa": 1, "begin": start, "end": end} | given


def _type(layer: str) -> Json:
    features = {name: {"%NAME": name, "%RANGE": _STRING} for name in features_of(layer)}
    return {"%NAME": layer, "%SUPER_TYPE": "uima.tcas.Annotation"} | features


def _layer(layer: str) -> Json:
    return {
        "name": layer,
        "uiName": layer,
        "type": "span",
        "description": "",
        "enabled": True,
        "built_in": False,
        "readonly": layer == TASK,
        "allow_stacking": True,
        "cross_sentence": True,
        "show_hover": True,
        "anchoring_mode": "CHARACTERS",
        "overlap_mode": "ANY_OVERLAP",
        "validation_mode": "NEVER",
        "lock_to_token_offset": False,
        "multiple_tokens": False,
        "linked_list_behavior": False,
        "features": [_feature(layer, rank, name) for rank, name in enumerate(features_of(layer))],
    }


def _feature(layer: str, rank: int, name: str) -> Json:
    by_name: dict[str, Field] = {each.name: each for each in fields()}
    of = by_name.get(name) if layer == INCIDENT else None
    known = (*labels(),) if (layer, name) == (VALUE, "field") else of.choices if of else ()
    shown = {VALUE: {"field", "incident"}, INCIDENT: {"incident", "sub_event_type"}}
    return {
        "name": name,
        "uiName": of.title if of else name,
        "type": _STRING,
        "description": of.hint_en if of else "",
        "enabled": True,
        "visible": name in shown.get(layer, set()),
        "include_in_hover": name in ("sub_event_type", "field"),
        "required": False,
        "remember": False,
        "hideUnconstraintFeature": False,
        "multi_value_mode": "NONE",
        "link_mode": "NONE",
        "rank": rank,
        "curatable": True,
        "tag_set": _tags(f"rasd {name}", known) if known else None,
    }


def _tags(name: str, words: tuple[str, ...]) -> Json:
    return {
        "name": name,
        "description": "",
        "language": "en",
        "tags": [{"tag_name": each, "tag_description": ""} for each in words],
        "create_tag": False,
    }
