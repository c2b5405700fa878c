"""What every mapping to another codebook must say: all of its columns, all of our fields."""

from __future__ import annotations

import pytest

from rasd.export import EXPORTERS
from rasd.export.formats import formats
from rasd.export.left_out import reasons
from rasd.export.mapping import Fit, mapped_formats, mapping_of
from rasd.model import Event

FIELDS = set(Event.__struct_fields__) - {"schema"}
"""The fields of an event; the version of our own schema says nothing of an event."""


@pytest.mark.parametrize("name", mapped_formats())
def test_every_field_of_an_event_is_carried_or_named_as_lost(name: str) -> None:
    mapping = mapping_of(name)
    carried = {path.split(".")[0].split("[")[0] for column in mapping.columns for path in column.of}
    lost = {each.field for each in mapping.lost}
    assert carried | {field for field in lost if "." not in field} == FIELDS


@pytest.mark.parametrize("name", mapped_formats())
def test_what_is_lost_is_not_carried_as_well(name: str) -> None:
    mapping = mapping_of(name)
    carried = {path for column in mapping.columns for path in column.of}
    assert not carried & {each.field for each in mapping.lost}


@pytest.mark.parametrize("name", mapped_formats())
def test_no_column_stands_twice(name: str) -> None:
    names = mapping_of(name).names
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", mapped_formats())
def test_what_is_not_exact_states_its_rule_in_both_languages(name: str) -> None:
    for column in mapping_of(name).columns:
        if column.fit is not Fit.EXACT:
            assert column.note_en and column.note_ar, column.name


@pytest.mark.parametrize("name", mapped_formats())
def test_a_column_comes_from_fields_unless_it_is_constant_or_empty(name: str) -> None:
    for column in mapping_of(name).columns:
        made = column.fit in (Fit.EXACT, Fit.APPROXIMATE)
        assert made or not column.of, column.name


@pytest.mark.parametrize("name", mapped_formats())
def test_a_mapping_belongs_to_a_format(name: str) -> None:
    assert name in formats()


@pytest.mark.parametrize(
    "name",
    [name for name, each in EXPORTERS.items() if len(each.outputs) > 1 and each.main.leaves_out],
)
def test_a_format_that_leaves_events_out_has_words_for_it(name: str) -> None:
    assert {"denied", "background"} < set(reasons(name))
