"""What every format must do, fed by the registry: a new one is tested by existing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.builders import make_document, make_event, make_figure, make_mention

from rasd.export import EXPORTERS, Output
from rasd.export.files import write_text
from rasd.model import Redirect, RedirectKind

OUTPUTS = [
    pytest.param(output, id=f"{name}-{output.file}")
    for name, exporter in EXPORTERS.items()
    for output in exporter.outputs
]
RECORDS = {
    "documents": [make_document("a", "خبر"), make_document("b", "خبر آخر")],
    "mentions": [make_mention("a"), make_mention("b")],
    "events": [make_event(make_mention("a")), make_event(make_mention("b"), place=None)],
    "figures": [make_figure("a"), make_figure("b")],
    "redirects": [
        Redirect(old_id="event-a", new_id="event-b", kind=RedirectKind.JOINED),
        Redirect(old_id="event-c", new_id=None, kind=RedirectKind.GONE),
    ],
}
Write = Callable[[Output, list[object]], str]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    def write(output: Output, records: list[object]) -> str:
        write_text(output.text(records), tmp_path / output.file)
        return (tmp_path / output.file).read_bytes().decode("utf-8")

    return write


def test_file_names_are_told_apart() -> None:
    names = [output.file for exporter in EXPORTERS.values() for output in exporter.outputs]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("name", EXPORTERS)
def test_a_format_says_what_it_is(name: str) -> None:
    assert EXPORTERS[name].title
    assert "/" in EXPORTERS[name].media_type
    assert EXPORTERS[name].outputs


@pytest.mark.parametrize("output", OUTPUTS)
def test_the_same_records_give_the_same_bytes(output: Output, written: Write) -> None:
    records = RECORDS[output.of]
    assert written(output, records) == written(output, list(records))


@pytest.mark.parametrize("output", OUTPUTS)
def test_every_record_is_in_the_file(output: Output, written: Write) -> None:
    text = written(output, RECORDS[output.of])
    ids = [getattr(record, "id", "") or record.old_id for record in RECORDS[output.of]]
    assert all(each in text for each in ids)


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_record_more_changes_the_file(output: Output, written: Write) -> None:
    records = RECORDS[output.of]
    assert written(output, records[:1]) != written(output, records)


@pytest.mark.parametrize("output", OUTPUTS)
def test_no_records_make_a_file_of_the_format_all_the_same(output: Output, written: Write) -> None:
    empty, full = written(output, []), written(output, RECORDS[output.of])
    assert len(empty) < len(full)
    assert empty == "" or empty.endswith("\n")


@pytest.mark.parametrize("output", OUTPUTS)
def test_records_are_taken_one_at_a_time(output: Output) -> None:
    taken = []

    def records() -> object:
        for record in RECORDS[output.of] * 50:
            taken.append(record)
            yield record

    text = output.text(records())  # type: ignore[arg-type]
    next(text)
    assert len(taken) < 5


@pytest.mark.parametrize("name", EXPORTERS)
def test_a_format_reads_only_what_it_names(name: str, tmp_path: Path) -> None:
    from rasd.export import write_outputs

    wanted = {output.of for output in EXPORTERS[name].outputs}
    source = SimpleNamespace(**{of: lambda of=of: RECORDS[of] for of in wanted})
    files = write_outputs(source, tmp_path, formats=[name])
    assert {path.name for path in files} == {o.file for o in EXPORTERS[name].outputs}
