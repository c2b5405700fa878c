"""A file is sent in pieces that hold all of it and are never large."""

from __future__ import annotations

from collections.abc import Iterator

from rasd.review.pieces import pieces_of


def test_the_pieces_hold_the_texts_in_their_order() -> None:
    texts = [f"سطر {number}\n" for number in range(20_000)]
    pieces = [*pieces_of(texts)]
    assert b"".join(pieces).decode("utf-8") == "".join(texts)
    assert 2 < len(pieces) < 20
    assert max(map(len, pieces)) < 1 << 18


def test_a_piece_is_sent_before_the_last_text_is_made() -> None:
    made = []

    def texts() -> Iterator[str]:
        for number in range(10):
            made.append(number)
            yield "x" * 40_000

    next(pieces_of(texts()))
    assert made == [0, 1]


def test_nothing_is_one_empty_piece() -> None:
    assert [*pieces_of([])] == [b""]


def test_half_a_character_does_not_stop_the_file() -> None:
    assert [*pieces_of(["a\ud800b"])] == [b"a?b"]
