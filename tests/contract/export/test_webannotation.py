"""Evidence as Web Annotation: valid JSON-LD, valid annotations, marks that hit their words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pyld import jsonld
from tests.builders import make_document, make_event, make_evidence, make_mention
from tests.contract.export.files import file_of
from tests.sources import Held

from rasd.export import EXPORTERS, Source
from rasd.export.urns import urn
from rasd.model import JUDGED, Account, Document, FieldValues, Grade, Told, Voice, replace

OUTPUT = EXPORTERS["webannotation"].main
HERE = Path(__file__).parent
VOCABULARY = json.loads((HERE / "annotation_context.json").read_text("utf-8"))
SCHEMA = json.loads((HERE / "annotation_schema.json").read_text("utf-8"))
OA = "http://www.w3.org/ns/oa#"


def collection(source: Source) -> Any:
    return json.loads(file_of(OUTPUT, source))


def annotations(source: Source) -> list[Any]:
    return list(collection(source)["first"]["items"])


def load(url: str, options: object) -> Any:
    """The published context alone; nothing is fetched."""
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"document": VOCABULARY, "documentUrl": url, "contextUrl": None, "contentType": None}


def keys_of(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for key, part in value.items():
                yield key
                yield from keys_of(part)
        case list():
            for part in value:
                yield from keys_of(part)


def test_no_word_of_the_file_is_lost_when_json_ld_is_read(reported: Source) -> None:
    written = collection(reported)
    [expanded] = jsonld.expand(written, {"documentLoader": load})
    assert all(key.startswith(("http:", "urn:", "@")) for key in keys_of(expanded))
    words = [key for key in keys_of(written["first"]) if key not in ("id", "type")]
    known = [key for key in keys_of(expanded) if not key.startswith("@")]
    page = {"first", "items", "total", "startIndex", "label", "generator", "name", "version"}
    assert set(words) - page <= set(VOCABULARY["@context"]) | set(written["@context"][1])
    assert known.count(f"{OA}exact") == words.count("exact") == len(written["first"]["items"])
    for word in ("field", "rule", "row", "textSha256"):
        assert known.count(f"urn:rasd:term:{word}") == words.count(word)


def test_every_annotation_is_one_by_the_specification(reported: Source) -> None:
    written = collection(reported)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(written, SCHEMA)
    items = written["first"]["items"]
    assert items
    assert written["total"] == len(items) == len({each["id"] for each in items})


def test_every_mark_hits_its_words(reported: Source) -> None:
    documents = list(reported.documents())
    texts = {each.sha256: each.text for each in documents}
    titles = {f"{urn('document', each.id)}:title": each.title or "" for each in documents}
    for each in annotations(reported):
        target = each["target"]
        position, words = target["selector"]
        start, end = position["start"], position["end"]
        is_title = "scope" in target
        text = titles[target["source"]] if is_title else texts[target["state"]["textSha256"]]
        assert words["exact"] == utf8(text[start:end])
        assert words.get("prefix", "") == utf8(text[max(0, start - 32) : start])
        assert words.get("suffix", "") == utf8(text[end : end + 32])


def test_every_piece_of_evidence_is_a_body(reported: Source) -> None:
    evidence = [
        (urn("event", event.id), each.field, each.start, each.end, utf8(each.quote))
        for event in reported.events()
        for each in event.evidence
    ]
    found = []
    for each in annotations(reported):
        *bodies, subject = each["body"]
        position, words = each["target"]["selector"]
        found += [
            (subject["source"], body["field"], position["start"], position["end"], words["exact"])
            for body in bodies
        ]
    assert sorted(found) == sorted(evidence)


def test_a_body_tells_what_its_report_tells_and_not_what_the_event_shows() -> None:
    [first, second] = reports("قتل 5", "قتل 7")
    told = [*event_of(first, second, values={"killed": ["5", "7"]})]
    assert [each["body"][0]["value"] for each in told] == ["killed: 5", "killed: 7"]


def test_a_field_of_which_nothing_is_told_is_named_alone() -> None:
    [report] = reports("قتل 5")
    [annotation] = event_of(report, values={})
    assert annotation["body"][0]["value"] == "killed"


def test_the_passage_of_the_event_classifies_it() -> None:
    document = make_document("a", "انفجار")
    mention = make_mention("a", evidence=(make_evidence("انفجار"),))
    event = make_event(
        mention,
        accounts=(account("a", mention.id),),
        values=(values_of("sub_event_type", {"remote_explosive": mention.id}),),
    )
    [annotation] = annotations(Held((event,), held_documents=(document,)))
    assert annotation["body"][0]["purpose"] == "classifying"
    assert annotation["body"][0]["value"] == "event: remote_explosive"
    assert annotation["body"][1] == {
        "type": "SpecificResource",
        "source": urn("event", event.id),
        "purpose": "linking",
    }


def test_fields_of_one_passage_share_an_annotation() -> None:
    document = make_document("a", "انفجار")
    both = (make_evidence("انفجار"), make_evidence("انفجار", field="weapons"))
    event = make_event(make_mention("a", evidence=both))
    [annotation] = annotations(Held((event,), held_documents=(document,)))
    assert [body.get("field") for body in annotation["body"]] == ["event", "weapons", None]


def test_words_of_a_title_are_none_of_the_text() -> None:
    document = replace(make_document("a", "نص"), title="انفجار هنا", url="https://a.example/1")
    words = replace(make_evidence("انفجار"), part="title")
    [annotation] = annotations(
        Held((make_event(make_mention(evidence=(words,))),), held_documents=(document,))
    )
    target = annotation["target"]
    assert target["source"] == "urn:rasd:document:a:title"
    assert target["scope"] == "https://a.example/1"
    assert "state" not in target
    assert target["selector"][1] == {
        "type": "TextQuoteSelector",
        "exact": "انفجار",
        "suffix": " هنا",
    }


@pytest.mark.parametrize("url", [None, "", "page 1", "javascript:alert(1)", "https://a b"])
def test_a_document_without_a_web_address_has_a_name_of_its_own(url: str | None) -> None:
    document = replace(make_document("a/ب", "انفجار"), url=url)
    event = make_event(make_mention("a/ب", evidence=(make_evidence("انفجار"),)))
    [annotation] = annotations(Held((event,), held_documents=(document,)))
    assert annotation["target"]["source"] == "urn:rasd:document:a%2F%D8%A8"


def test_without_texts_nothing_around_a_quote_is_told() -> None:
    document = make_document("a", "وقع انفجار هنا")
    event = make_event(make_mention("a", evidence=(make_evidence("انفجار", start=4),)))

    class Published(Held):
        def documents(self) -> tuple[()]:
            return ()

    text = file_of(OUTPUT, Published((event,), held_documents=(document,)))
    assert "انفجار" in text
    assert "وقع" not in text
    assert document.sha256 in text


def test_who_chose_a_passage_is_a_person_without_a_name() -> None:
    document = make_document("a", "انفجار")
    words = replace(make_evidence("انفجار"), rule=JUDGED)
    event = make_event(make_mention("a", evidence=(words,)))
    [annotation] = annotations(Held((event,), held_documents=(document,)))
    assert annotation["creator"] == {"type": "Person"}


def reports(*texts: str) -> list[Document]:
    return [make_document(f"doc-{number}", text) for number, text in enumerate(texts)]


def event_of(*documents: Document, values: dict[str, list[str]]) -> list[Any]:
    """The annotations of an event whose field `killed` each document tells in all its words."""
    mentions = [make_mention(document.id) for document in documents]
    evidence = tuple(
        replace(make_evidence(document.text, field="killed"), doc_id=document.id)
        for document in documents
    )
    event = make_event(
        mentions[0],
        doc_ids=tuple(document.id for document in documents),
        mention_ids=tuple(mention.id for mention in mentions),
        evidence=evidence,
        accounts=tuple(account(mention.doc_id, mention.id) for mention in mentions),
        values=tuple(
            values_of(field, dict(zip(told, (m.id for m in mentions), strict=True)))
            for field, told in values.items()
        ),
    )
    return annotations(Held((event,), held_documents=documents))


def values_of(field: str, said_by: dict[str, str]) -> FieldValues:
    told = tuple(Told(value=value, said_by=(by,), shown=True) for value, by in said_by.items())
    return FieldValues(field=field, rule="latest", values=told)


def account(doc_id: str, mention_id: str) -> Account:
    return Account(
        mention_id=mention_id,
        doc_id=doc_id,
        outlet=None,
        published=None,
        source=1,
        attributed_to=(),
        voice=Voice.NEUTRAL,
        reliability=Grade(value="F", suggested=True, reason="unknown_outlet"),
    )


def utf8(text: str) -> str:
    """A text as a file holds it."""
    return text.encode("utf-8", "replace").decode("utf-8")
