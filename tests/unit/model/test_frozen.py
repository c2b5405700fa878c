"""What the bases of small values promise, whether or not the class says so itself."""

from __future__ import annotations

import pytest

from rasd.model.frozen import Frozen, Singular


class Value(Frozen, frozen=True):
    start: int


class Thing(Singular, frozen=True, eq=False):
    start: int


def test_a_value_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        Value(1).start = 2  # type: ignore[misc]


def test_values_with_the_same_fields_are_equal_and_hash_alike() -> None:
    assert Value(1) == Value(1)
    assert len({Value(1), Value(1), Value(2)}) == 2


def test_a_thing_is_equal_to_itself_alone() -> None:
    one = Thing(1)
    assert one == one  # noqa: PLR0124
    assert len({one, one, Thing(1)}) == 2


@pytest.mark.parametrize("base", [Frozen, Singular])
def test_a_class_gets_what_it_is_from_its_base(base: type) -> None:
    made = type(base)("Made", (base,), {"__annotations__": {"start": int}})
    with pytest.raises(AttributeError, match="immutable"):
        made(1).start = 2
    assert hash(made(1)) is not None
