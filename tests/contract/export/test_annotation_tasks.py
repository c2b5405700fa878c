"""Tasks as the tools that read them see them: Label Studio's own checks, and a UIMA CAS reader."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from label_studio_sdk.label_interface import LabelInterface
from tests.builders import make_actor, make_document, make_event, make_evidence, make_mention
from tests.contract.export.test_every_exporter import RECORDS, Records
from tests.review import demo_store, store_of

from rasd.export import EXPORTERS, Source
from rasd.export.files import as_bytes
from rasd.export.tasks import VALUES, fields, shown_text
from rasd.model import Document, SubEventType, replace
from rasd.store import open_store

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from cassis import Cas, load_cas_from_json


def made(name: str, number: int, source: Source) -> bytes:
    """A file of a format over a source."""
    return b"".join(map(as_bytes, EXPORTERS[name].outputs[number].parts(source)))


def interface() -> LabelInterface:
    config = made("labelstudio", 1, Records(RECORDS)).decode()
    found = LabelInterface(config)
    found.validate()
    return found


def tasks(source: Source) -> list[dict[str, Any]]:
    return list(json.loads(made("labelstudio", 0, source)))


def cases(source: Source) -> Iterator[tuple[str, Cas]]:
    with ZipFile(io.BytesIO(made("inception", 0, source))) as archive:
        for name in archive.namelist():
            if name.startswith("documents/"):
                yield name, load_cas_from_json(archive.read(name).decode())


HOSTILE = '\u200f«قُتل 😀 ثلاثة»\r\n=1+1\t"q"\x00\x07 \ud800 <b>&amp;</b> \u202eRTL 😀 نهاية'


def hostile() -> Records:
    document = replace(make_document("a/../b\n<x>", HOSTILE), title="عنوان 😀")
    quote = "😀 نهاية"
    marks = (
        make_evidence(quote, start=HOSTILE.rindex(quote)),
        replace(make_evidence("عنوان 😀", field="perpetrators"), part="title"),
        make_evidence(quote, start=HOSTILE.rindex(quote), field="perpetrators"),
    )
    party = (make_actor(None, text='=cmd "a", (b)'), make_actor("is_core"))
    mention = make_mention(document.id, evidence=marks, perpetrators=party, campaign="a\tb\n😀")
    bare = make_mention(document.id, 1, evidence=(), place=None, date=None)
    return Records(
        RECORDS
        | {
            "documents": [document, make_document("empty", "")],
            "mentions": [mention, bare],
            "events": [make_event(mention), make_event(bare)],
        }
    )


def check_tasks(source: Source, documents: list[Document]) -> int:
    """Holds every task to Label Studio's rules and every CAS to the words; how many spans."""
    checks = interface()
    found = tasks(source)
    assert [task["data"]["rasd"]["document"] for task in found] == [d.id for d in documents]
    spans = 0
    for task in found:
        # With its predictions in it, the library's own check of a whole task cannot be called.
        assert checks.validate_task({"data": task["data"]})
        [prediction] = task["predictions"]
        assert checks.validate_prediction(prediction, return_errors=True) == []
        for region in prediction["result"]:
            if region.get("from_name") == "field":
                at = region["value"]
                assert task["data"]["text"][at["start"] : at["end"]] == at["text"]
                spans += 1
    texts = {shown_text(document).text for document in documents}
    in_cas = 0
    for _, cas in cases(source):
        assert cas.sofa_string in texts
        [task] = cas.select("rasd.Task")
        given = json.loads(task.given)
        for incident in given["incidents"]:
            marked = {("event", i.begin, i.end) for i in cas.select("rasd.Incident")
                      if i.incident == incident["key"]}  # fmt: skip
            marked |= {(v.field, v.begin, v.end) for v in cas.select("rasd.Value")
                       if v.incident == incident["key"]}  # fmt: skip
            assert marked == {tuple(mark) for mark in incident["marks"]}
        in_cas += len(cas.select("rasd.Incident")) + len(cas.select("rasd.Value"))
    assert in_cas == spans
    return spans


def test_every_task_of_the_demo_is_valid(tmp_path: Path) -> None:
    demo_store(tmp_path / "rasd.sqlite")
    with open_store(tmp_path / "rasd.sqlite") as store:
        assert check_tasks(store, list(store.documents())) > 100


@pytest.mark.shared
def test_every_task_of_the_seeds_is_valid(tmp_path: Path, shared: Path) -> None:
    store_of(tmp_path / "rasd.sqlite", *sorted((shared / "seeds").glob("*.txt")))
    with open_store(tmp_path / "rasd.sqlite") as store:
        assert check_tasks(store, list(store.documents())) > 20


def test_hostile_values_come_through_both_formats() -> None:
    source = hostile()
    assert check_tasks(source, source.held["documents"]) == 3
    [_, cas] = next(cases(source))
    words = sorted(value.get_covered_text() for value in cas.select("rasd.Value"))
    assert words == ["عنوان 😀", "😀 نهاية"]
    assert [each.get_covered_text() for each in cas.select("rasd.Incident")] == ["😀 نهاية"]


def test_offsets_in_a_cas_count_utf16_units() -> None:
    with ZipFile(io.BytesIO(made("inception", 0, hostile()))) as archive:
        raw = json.loads(archive.read(archive.namelist()[1]))
    sofa = raw["%FEATURE_STRUCTURES"][0]["sofaString"]
    [incident] = [fs for fs in raw["%FEATURE_STRUCTURES"] if fs["%TYPE"] == "rasd.Incident"]
    units = sofa.encode("utf-16-le")
    assert units[2 * incident["begin"] : 2 * incident["end"]].decode("utf-16-le") == "😀 نهاية"


def test_no_path_leads_out_of_the_archive() -> None:
    names = [name for name, _ in cases(hostile())]
    assert all(name.count("/") == 1 and ".." not in name for name in names)
    assert len(set(names)) == 2


def test_the_archive_holds_the_layers_that_its_documents_use() -> None:
    with ZipFile(io.BytesIO(made("inception", 0, Records(RECORDS)))) as archive:
        layers = json.loads(archive.read("layers.json"))
        cas = json.loads(archive.read(archive.namelist()[1]))
    named = {each["name"]: {f["name"] for f in each["features"]} for each in layers}
    used = {n: {k for k in t if not k.startswith("%")} for n, t in cas["%TYPES"].items()}
    assert named == used
    assert VALUES and set(VALUES) < named["rasd.Incident"]


def test_the_form_of_label_studio_has_every_field_and_every_kind() -> None:
    found = interface()
    names = {control.name for control in found.controls}
    assert names == {"field", *(each.name for each in fields() if each.kind != "label")}
    kinds = found.get_control("sub_event_type").labels
    assert set(kinds) == {each.value for each in SubEventType}
