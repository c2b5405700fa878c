"""Corrections from INCEpTION become judgements, from a CAS as JSON or XMI, alone or in archives."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from tests.builders import make_document
from tests.judged import SENTENCES, report
from tests.returned import NOW, cases_of, store_at

from rasd.model import Action, CodedDocument, SubEventType, replace
from rasd.run import merge_store
from rasd.run.returned import Outcome, import_answers, read_answers
from rasd.store import Store, open_store

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from cassis import Cas, load_cas_from_json

Import = Callable[..., Outcome]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with store_at(tmp_path / "rasd.sqlite") as opened:
        yield opened


@pytest.fixture
def cas(store: Store) -> Cas:
    [name] = [name for name in cases_of(store) if name.startswith("a-")]
    return load_cas_from_json(cases_of(store)[name].decode())


@pytest.fixture
def take(store: Store, tmp_path: Path) -> Import:
    def run(content: bytes, **given: Any) -> Outcome:
        path = tmp_path / "a.bin"
        path.write_bytes(content)
        return import_answers(store, read_answers(path), **({"now": NOW, "author": "Rim"} | given))

    return run


def as_json(cas: Cas) -> bytes:
    return str(cas.to_json()).encode()


def as_xmi(cas: Cas) -> bytes:
    """The archive that INCEpTION makes of one document."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("TypeSystem.xml", str(cas.typesystem.to_xml()))
        archive.writestr("a.xmi", str(cas.to_xmi()))
    return out.getvalue()


WRITERS = pytest.mark.parametrize("write", [as_json, as_xmi])


def incident(cas: Cas, key: str) -> Any:
    return next(each for each in cas.select("rasd.Incident") if each.incident == key)


def add(cas: Cas, layer: str, words: str, **features: str) -> None:
    start = cas.sofa_string.index(words)
    made = cas.typesystem.get_type(layer)
    cas.add(made(begin=start, end=start + len(words), **features))


def said(outcome: Outcome) -> list[tuple[Action, str | None]]:
    return [(judgement.action, judgement.field) for _, judgement in outcome.made]


def whys(outcome: Outcome) -> str:
    return "\n".join(f"{each.where}: {each.why}" for each in outcome.refused)


@WRITERS
def test_a_document_left_as_it_was_changes_nothing(
    take: Import, cas: Cas, write: Callable[[Cas], bytes]
) -> None:
    outcome = take(write(cas))
    assert (outcome.made, outcome.refused, outcome.unchanged) == ([], [], 1)


@WRITERS
def test_every_kind_of_correction_comes_back(
    take: Import, cas: Cas, store: Store, write: Callable[[Cas], bytes]
) -> None:
    incident(cas, "1").killed = "2-6"
    add(cas, "rasd.Value", "السوق", field="killed", incident="1")
    cas.remove(incident(cas, "2"))
    add(cas, "rasd.Incident", SENTENCES[2], incident="9", sub_event_type="attack")
    add(cas, "rasd.Value", "حاجزا", field="targets", incident="9")
    incident(cas, "9").targets = "gen_civilians"
    outcome = take(write(cas))
    expected = [(Action.EDIT, "killed"), (Action.REJECT, None), (Action.ADD, None)]
    assert said(outcome) == expected, whys(outcome)
    assert outcome.refused == []
    [event] = store.events_holding(["a0"])
    assert [e.quote for e in event.evidence if e.field == "killed"] == ["السوق"]
    added = outcome.made[-1][1].anchors[0].mention_id
    [event] = store.events_holding([added])
    assert event.sub_event_type is SubEventType.ATTACK
    again = take(write(cas), now="2031-09-01T00:00:00Z")
    assert (again.made, again.refused, again.same) == ([], [], 3)


def test_an_xmi_without_its_type_system_is_read_by_ours(take: Import, cas: Cas) -> None:
    incident(cas, "1").verdict = "right"
    assert said(take(str(cas.to_xmi()).encode())) == [(Action.ACCEPT, None)]


def test_the_folders_of_a_project_name_the_annotator(take: Import, cas: Cas) -> None:
    incident(cas, "1").killed = "3"
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("exportedproject.json", "{}")
        archive.writestr("source/a.json", as_json(cas))
        archive.writestr("annotation/a.json/INITIAL_CAS.json", as_json(cas))
        archive.writestr("annotation/a.json/nour.zip", as_xmi(cas))
    outcome = take(out.getvalue(), author=None)
    assert [(where, j.by) for where, j in outcome.made] == [
        ("a.bin:annotation/a.json/nour.zip:a.xmi", "nour")
    ], whys(outcome)


def test_a_curated_document_needs_a_name(take: Import, cas: Cas) -> None:
    incident(cas, "1").killed = "3"
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("curation/a.json/CURATION_USER.json", as_json(cas))
    assert "give --author NAME" in whys(take(out.getvalue(), author=None))
    assert said(take(out.getvalue())) == [(Action.EDIT, "killed")]


def test_the_archive_that_was_given_out_changes_nothing(
    store: Store, take: Import, tmp_path: Path
) -> None:
    from tests.returned import made

    outcome = take(made(store, "inception"))
    assert (outcome.made, outcome.refused, outcome.unchanged) == ([], [], 2)


def test_words_with_a_number_that_no_incident_has_are_refused(take: Import, cas: Cas) -> None:
    add(cas, "rasd.Value", "السوق", field="killed", incident="7")
    add(cas, "rasd.Value", "السوق", field="mood", incident="1")
    shown = whys(take(as_json(cas)))
    assert "for killed belong to no incident: write the number" in shown
    assert "have the field 'mood'" in shown


def test_two_incidents_of_one_number_are_refused(take: Import, cas: Cas) -> None:
    add(cas, "rasd.Incident", SENTENCES[2], incident="1", sub_event_type="attack")
    outcome = take(as_json(cas))
    assert outcome.made == []
    assert "two incidents have the number 1" in whys(outcome)


def test_other_layers_are_named_and_left(take: Import, cas: Cas) -> None:
    made = cas.typesystem.create_type("custom.Mood", supertypeName="uima.tcas.Annotation")
    cas.add(made(begin=0, end=3))
    incident(cas, "1").killed = "3"
    outcome = take(as_json(cas))
    assert said(outcome) == [(Action.EDIT, "killed")]
    assert "layer custom.Mood is none of rasd's" in whys(outcome)


def test_a_document_that_lost_what_it_was_given_is_refused(take: Import, cas: Cas) -> None:
    cas.remove(cas.select("rasd.Task")[0])
    assert "has 0 annotations rasd.Task" in whys(take(as_json(cas)))


@pytest.mark.parametrize(
    "content",
    [
        b'{"%FEATURE_STRUCTURES": 3}',
        b"<xmi",
        b'<?xml version="1.1"?><a/>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
        b"PK\x03\x04 not an archive",
        b"",
    ],
)
def test_what_cannot_be_read_is_refused(take: Import, content: bytes) -> None:
    outcome = take(content)
    assert outcome.made == []
    assert len(outcome.refused) == 1


@WRITERS
def test_words_behind_emoji_and_odd_line_ends_are_the_documents_own(
    tmp_path: Path, write: Callable[[Cas], bytes]
) -> None:
    text = f"😀 خبر\r\n{SENTENCES[0]}\r\n😀 وقتل 😀 ثلاثة\x07"
    document = replace(make_document("e", text), title="عنوان 😀")
    item = CodedDocument(document=document, mentions=(report(document, 0),), figures=())
    with open_store(tmp_path / "emoji.sqlite") as store:
        store.write_coded([item], "rules/1")
        merge_store(store)
        [content] = cases_of(store).values()
        cas = load_cas_from_json(content.decode())
        incident(cas, "1").killed = "3"
        add(cas, "rasd.Value", " 😀 ثلاثة", field="killed", incident="1")
        path = tmp_path / "e.bin"
        path.write_bytes(write(cas))
        outcome = import_answers(store, read_answers(path), now=NOW, author="Rim")
        assert said(outcome) == [(Action.EDIT, "killed")], whys(outcome)
        [words] = outcome.made[0][1].evidence
        assert (words.quote, words.part) == ("😀 ثلاثة", None)
        assert text[words.start : words.end] == words.quote
