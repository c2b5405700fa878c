"""Few sketches are held, and none is lost."""

from __future__ import annotations

import pytest
from tests.builders import make_mention

from rasd.merge import sketch
from rasd.merge.profile import profile
from rasd.merge.sketch import Sketch, Sketches, pack_sketch, sketch_of, unpack_sketch
from rasd.merge.weights import load_weights


def test_a_sketch_that_was_let_go_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sketch, "_HELD", 2)
    profiles = [profile(make_mention("d", n), parents={}, weights=load_weights()) for n in range(9)]
    read: list[int] = []

    def unpacked(number: int) -> Sketch:
        read.append(number)
        return unpack_sketch(profiles[number].id, "d", pack_sketch(profiles[number]))

    sketches = Sketches(lambda: iter(range(9)), unpacked)
    assert len(sketches) == 9
    assert list(sketches.values()) == list(map(sketch_of, profiles))
    assert read == list(range(9))
    assert (sketches[7], sketches[8]) == tuple(map(sketch_of, profiles[7:]))
    assert read == list(range(9))
    assert sketches[0] == sketch_of(profiles[0])
    assert read == [*range(9), 0]
