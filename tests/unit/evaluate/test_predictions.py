"""Reading predictions, and comparing files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.builders import make_mention
from tests.unit.evaluate.test_gold import article, write

from rasd.evaluate import evaluate_files, read_predictions
from rasd.model import Figure, FigureKind, InputError, Quantity, dumps

FIGURE = Figure(
    id="f",
    doc_id="a.txt",
    quantity="fighters",
    subject=None,
    value=Quantity(min=500, max=500),
    unit=None,
    place=None,
    date=None,
    attribution=(),
    kind=FigureKind.STRENGTH,
    evidence=(),
)


def test_mentions_and_figures_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text(f"{dumps(make_mention())}\n\n{dumps(FIGURE)}\n", encoding="utf-8")

    read = read_predictions(path)

    assert read.mentions == (make_mention(),)
    assert read.figures == (FIGURE,)


def test_the_folder_of_a_run_is_read(tmp_path: Path) -> None:
    (tmp_path / "mentions.jsonl").write_text(dumps(make_mention()), encoding="utf-8")

    assert len(read_predictions(tmp_path).mentions) == 1


def test_a_folder_without_mentions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no mentions\.jsonl"):
        read_predictions(tmp_path)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("{", r"out\.jsonl:2: not JSON", id="no JSON"),
        pytest.param("[1]", r"out\.jsonl:2: expected a mention object", id="no object"),
        pytest.param('{"id": "x"}', r"out\.jsonl:2: Mention lacks", id="no mention"),
        pytest.param(
            '{"id": "x", "status": "\\udc00"}', r"out\.jsonl:2: status: .* no", id="half a pair"
        ),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text(f"{dumps(make_mention())}\n{line}\n", encoding="utf-8")

    with pytest.raises(InputError, match=message):
        read_predictions(path)


def test_files_are_compared(tmp_path: Path) -> None:
    gold = write(tmp_path, [article()])
    predicted = tmp_path / "out.jsonl"
    predicted.write_text(dumps(make_mention("a.txt")), encoding="utf-8")

    assert evaluate_files(gold, predicted).incidents.found == 1


def test_an_empty_prediction_file_misses_everything(tmp_path: Path) -> None:
    gold = write(tmp_path, [article()])
    predicted = tmp_path / "out.jsonl"
    predicted.touch()

    assert evaluate_files(gold, predicted).incidents.missed == 1


def test_predictions_about_other_documents_are_refused(tmp_path: Path) -> None:
    gold = write(tmp_path, [article()])
    predicted = tmp_path / "out.jsonl"
    predicted.write_text(dumps(make_mention("b.txt")), encoding="utf-8")

    with pytest.raises(InputError, match=r"no prediction belongs .* 'b\.txt'.*'a\.txt'"):
        evaluate_files(gold, predicted)


def test_unknown_keys_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    value = json.loads(dumps(make_mention())) | {"reviewed": True}
    path.write_text(json.dumps(value), encoding="utf-8")

    assert len(read_predictions(path).mentions) == 1
