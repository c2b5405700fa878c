"""Sentences judged yes or no."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from tests.builders import make_mention

from rasd.evaluate.detection import Sentence, read_sentences, score_detection
from rasd.model import InputError, Mention, Status, SubEventType


def sentence(number: int, label: str, kind: str = "ASSAULT") -> Sentence:
    return Sentence(doc=f"{kind}/{number}", kind=kind, label=label, text="نص")


def seen(number: int, kind: str = "ASSAULT", **overrides: object) -> Mention:
    return make_mention(f"{kind}/{number}", **overrides)


def test_difficult_negatives_count_in_one_score_alone_and_ambiguous_in_none() -> None:
    sentences = [
        sentence(1, "yes"),
        sentence(2, "yes"),
        sentence(3, "easy no"),
        sentence(4, "difficult no"),
        sentence(5, "ambiguous"),
    ]
    (card,) = score_detection(sentences, [seen(n) for n in (1, 3, 4, 5)], resamples=10)

    assert (card.all_negatives.found, card.all_negatives.invented) == (1, 2)
    assert (card.easy_negatives.found, card.easy_negatives.invented) == (1, 1)
    assert card.all_negatives.f1.value == pytest.approx(2 / 5)
    assert [s.doc for s in card.missed] == ["ASSAULT/2"]
    assert [s.doc for s in card.invented] == ["ASSAULT/3", "ASSAULT/4"]


def test_a_denied_attack_finds_the_sentence_all_the_same() -> None:
    (card,) = score_detection([sentence(1, "yes")], [seen(1, status=Status.DENIED)], resamples=10)

    assert card.all_negatives.found == 1


def test_a_protest_finds_no_assault_and_an_arrest_neither() -> None:
    sentences = [sentence(1, "yes"), sentence(1, "yes", "PROTEST")]
    march = SubEventType.PEACEFUL_PROTEST
    assault, protest = score_detection(
        sentences,
        [
            seen(1, sub_event_type=march),
            seen(1, sub_event_type=SubEventType.ARREST),
            seen(1, "PROTEST", sub_event_type=march),
        ],
        resamples=10,
    )

    assert assault.all_negatives.missed == 1
    assert protest.all_negatives.found == 1


def test_sentences_are_read_from_a_packed_table(tmp_path: Path) -> None:
    path = tmp_path / "sentences.csv.gz"
    path.write_bytes(
        gzip.compress('event_type,id,label,text\nASSAULT,x-1,yes,"نص، آخر"\n'.encode())
    )

    assert read_sentences(path) == (
        Sentence(doc="ASSAULT/x-1", kind="ASSAULT", label="yes", text="نص، آخر"),
    )


def test_an_unknown_label_is_named_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "sentences.csv"
    path.write_text("event_type,id,label,text\nASSAULT,1,maybe,x\n", encoding="utf-8")

    with pytest.raises(InputError, match=r"row 2: .*'maybe'"):
        read_sentences(path)
