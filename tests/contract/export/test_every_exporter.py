"""What every format must do, fed by the registry: a new one is tested by existing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.builders import (
    make_actor,
    make_count,
    make_document,
    make_event,
    make_figure,
    make_mention,
)

from rasd.export import EXPORTERS, Exporter, Output
from rasd.export.files import as_bytes
from rasd.model import Redirect, RedirectKind, Status, cited

OUTPUTS = [
    pytest.param(exporter, output, id=f"{name}-{output.file}")
    for name, exporter in EXPORTERS.items()
    for output in exporter.outputs
]
DOCUMENTS = [make_document("a", "خبر"), make_document("b", "خبر آخر")]
RECORDS: dict[str, list[Any]] = {
    "documents": DOCUMENTS,
    "citations": [cited(document) for document in DOCUMENTS],
    "mentions": [make_mention("a"), make_mention("b")],
    "events": [
        make_event(make_mention("a")),
        make_event(make_mention("b"), place=None),
        make_event(make_mention("c"), status=Status.DENIED),  # other codebooks leave it out
        make_event(
            make_mention("d", killed=make_count(3)),
            perpetrators=(make_actor("is_core"),),
            targets=(make_actor("irq_army", category="state_force"),),
        ),
    ],
    "figures": [make_figure("a"), make_figure("b")],
    "redirects": [
        Redirect(old_id="event-a", new_id="event-b", kind=RedirectKind.JOINED),
        Redirect(old_id="event-c", new_id=None, kind=RedirectKind.GONE),
    ],
}


@dataclass
class Records:
    """A source of records in memory; it notes how many of a kind have been taken."""

    held: dict[str, list[Any]]
    taken: dict[str, int] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        if name not in RECORDS:
            raise AttributeError(name)

        def each() -> Iterator[Any]:
            self.taken[name] = 0
            for record in self.held[name]:
                self.taken[name] += 1
                yield record

        return each


def written(output: Output, **other: list[Any]) -> bytes:
    """The file of the records above, those of one kind replaced."""
    return b"".join(as_bytes(part) for part in output.parts(Records({**RECORDS, **other})))


def is_text(exporter: Exporter) -> bool:
    return "charset=utf-8" in exporter.media_type


def test_file_names_are_told_apart() -> None:
    names = [output.file for exporter in EXPORTERS.values() for output in exporter.outputs]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("name", EXPORTERS)
def test_a_format_says_what_it_is(name: str) -> None:
    assert EXPORTERS[name].title
    assert "/" in EXPORTERS[name].media_type
    assert EXPORTERS[name].outputs


@pytest.mark.parametrize(("exporter", "output"), OUTPUTS)
def test_the_same_records_give_the_same_bytes(exporter: Exporter, output: Output) -> None:
    assert written(output) == written(output)


@pytest.mark.parametrize(("exporter", "output"), OUTPUTS)
def test_every_record_is_in_the_file(exporter: Exporter, output: Output) -> None:
    if output.leaves_out or output.fixed or not is_text(exporter):
        pytest.skip("the tests of this format read it")
    text = written(output).decode("utf-8")
    ids = [getattr(record, "id", "") or record.old_id for record in RECORDS[output.of]]
    assert all(each in text for each in ids)


@pytest.mark.parametrize(("exporter", "output"), OUTPUTS)
def test_a_record_more_changes_the_file(exporter: Exporter, output: Output) -> None:
    first, *_ = RECORDS[output.of]
    assert (written(output, **{output.of: []}) == written(output)) is output.fixed
    if not (output.leaves_out or output.fixed):
        assert written(output, **{output.of: [first]}) != written(output)


@pytest.mark.parametrize(("exporter", "output"), OUTPUTS)
def test_no_records_make_a_file_of_the_format_all_the_same(
    exporter: Exporter, output: Output
) -> None:
    empty = written(output, **{output.of: []})
    assert output.fixed or len(empty) < len(written(output))
    assert not is_text(exporter) or empty == b"" or empty.endswith(b"\n")


@pytest.mark.parametrize(("exporter", "output"), OUTPUTS)
def test_text_is_made_one_record_at_a_time(exporter: Exporter, output: Output) -> None:
    if not is_text(exporter):
        pytest.skip("a file that is no text is made whole")
    source = Records({**RECORDS, output.of: RECORDS[output.of] * 500})
    next(iter(output.parts(source)))
    assert source.taken.get(output.of, 0) < 250


@pytest.mark.parametrize("name", EXPORTERS)
def test_a_format_writes_the_files_that_it_names(name: str, tmp_path: Path) -> None:
    from rasd.export import write_outputs

    files = write_outputs(Records(RECORDS), tmp_path, formats=[name])
    assert {path.name for path in files} == {o.file for o in EXPORTERS[name].outputs}
