"""Every event file's own sentences: an example gives its type, a counter-example never does.

The sentences stand in `data/ar/events/<sub_event_type>.toml` under `[proof]`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

import pytest

from rasd.knowledge.tables import read_toml, toml_files
from rasd.model import Document, SubEventType
from rasd.pipeline import code_document

PUBLISHED = date(2023, 6, 15)


def sentences(kind: str) -> Iterator[object]:
    for path in toml_files("ar/events"):
        document = read_toml(path)
        for number, sentence in enumerate(document["proof"][kind], 1):
            ident = f"{document['id']}-{number}"
            yield pytest.param(SubEventType(document["id"]), sentence, id=ident)


def types_in(sentence: str) -> set[SubEventType]:
    digest = hashlib.sha256(sentence.encode()).hexdigest()
    document = Document(id="proof", text=sentence, sha256=digest, published=PUBLISHED)
    return {mention.sub_event_type for mention in code_document(document).mentions}


@pytest.mark.parametrize(("sub_event_type", "sentence"), [*sentences("examples")])
def test_an_example_gives_its_type(sub_event_type: SubEventType, sentence: str) -> None:
    assert sub_event_type in types_in(sentence), sentence


@pytest.mark.parametrize(("sub_event_type", "sentence"), [*sentences("counter")])
def test_a_counter_example_does_not_give_the_type(
    sub_event_type: SubEventType, sentence: str
) -> None:
    assert sub_event_type not in types_in(sentence), sentence


def test_every_type_has_several_examples_and_something_that_tempts_it() -> None:
    thin = [
        path
        for path in toml_files("ar/events")
        if len(read_toml(path)["proof"]["examples"]) < 3 or not read_toml(path)["proof"]["counter"]
    ]
    assert thin == []
