"""Decides how tasks read in Label Studio: its JSON, and the labeling interface for it.

Every incident is a region, the words that tell of it (label `event`), whose form holds the values;
words for a field are regions of their own, each with a relation to its incident. What was found
stands as a prediction. Label Studio counts code points.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from rasd.export.source import Source
from rasd.export.tasks.fields import EVENT, Field, fields, labels
from rasd.export.tasks.sheets import Incident, Mark, Sheet, sheets
from rasd.model import Json

GIVEN = "rasd"
"""Where a task's data hold what was given."""
RELATION = "of"
"""The relation from words to the incident that they are about."""
LABELS, TEXT = "field", "text"
_MODEL = "rasd"
_COLOURS = (
    "#b00020", "#1565c0", "#2e7d32", "#ef6c00", "#6a1b9a", "#00838f", "#ad1457", "#4e342e",
    "#37474f", "#9e9d24", "#283593", "#558b2f", "#d84315", "#00695c", "#5d4037", "#455a64",
)  # fmt: skip


def tasks_text(source: Source) -> Iterator[str]:
    """A JSON list of tasks, one a line."""
    opening = "[\n"
    for sheet in sheets(source):
        yield opening + json.dumps(_task(sheet), ensure_ascii=False)
        opening = ",\n"
    yield "\n]\n" if opening == ",\n" else opening + "]\n"


def config_text(_: Source) -> Iterator[str]:
    """The labeling interface, the same for every store."""
    view = Element("View", style="direction: rtl")
    SubElement(view, "Style").text = ".htx-text { white-space: pre-wrap; unicode-bidi: plaintext }"
    relations = SubElement(view, "Relations")
    SubElement(relations, "Relation", value=RELATION)
    named = SubElement(view, "Labels", name=LABELS, toName=TEXT, showInline="true")
    by_name = {each.name: each for each in fields()}
    for number, name in enumerate(labels()):
        hint = by_name[name].title
        colour = _COLOURS[number % len(_COLOURS)]
        SubElement(named, "Label", value=name, hint=hint, background=colour)
    SubElement(view, "Text", name=TEXT, value=f"${TEXT}")
    # The form shows where a region that tells of an event is chosen.
    form = {"visibleWhen": "region-selected", "whenTagName": LABELS, "whenLabelValue": EVENT}
    shown = SubElement(view, "View", form)
    for each in fields():
        if each.kind != "label":
            _control(shown, each)
    indent(view)
    yield tostring(view, encoding="unicode") + "\n"


def _control(view: Element, of: Field) -> None:
    SubElement(view, "Header", value=f"{of.title} ({of.name})", size="6")
    common = {"name": of.name, "toName": TEXT, "perRegion": "true"}
    if of.choices:
        chosen = SubElement(view, "Choices", common, layout="select", choice="single")
        for each in of.choices:
            SubElement(chosen, "Choice", value=each)
        return
    SubElement(
        view, "TextArea", common, rows="1", maxSubmissions="1", editable="true",
        placeholder=of.hint_en,
    )  # fmt: skip


def _task(sheet: Sheet) -> Json:
    document = sheet.document
    result = [part for incident in sheet.given.incidents for part in _regions(incident, sheet)]
    return {
        "data": {
            TEXT: sheet.shown.text,
            "title": document.title,
            "outlet": document.outlet,
            "published": document.published.isoformat() if document.published else None,
            "url": document.url,
            GIVEN: sheet.given.as_json(),
        },
        "meta": {"document": document.id, "sha256": sheet.given.sha256},
        "predictions": [{"model_version": _MODEL, "result": result}],
    }


def _regions(incident: Incident, sheet: Sheet) -> Iterator[Json]:
    head = incident.head
    if head is None:
        return
    of = incident.key
    yield _labelled(of, head, sheet)
    where = {"start": head.start, "end": head.end, "labels": [EVENT]}
    for each in fields():
        value = incident.values.get(each.name)
        if value is None:
            continue
        kind, key = ("choices", "choices") if each.choices else ("textarea", "text")
        yield {
            "id": of,
            "from_name": each.name,
            "to_name": TEXT,
            "type": kind,
            "value": where | {key: [value]},
        }
    for number, mark in enumerate(incident.marks):
        if mark == head:
            continue
        name = f"{of}-{mark.field}-{number}"
        yield _labelled(name, mark, sheet)
        yield {
            "type": "relation",
            "from_id": name,
            "to_id": of,
            "direction": "right",
            "labels": [RELATION],
        }


def _labelled(name: str, mark: Mark, sheet: Sheet) -> Json:
    return {
        "id": name,
        "from_name": LABELS,
        "to_name": TEXT,
        "type": "labels",
        "value": {
            "start": mark.start,
            "end": mark.end,
            "text": sheet.shown.text[mark.start : mark.end],
            "labels": [mark.field],
        },
    }
