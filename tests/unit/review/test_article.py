"""An article in pieces: nothing is lost, whatever lies over what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasd.review.article import (
    AROUND,
    OPENING,
    WHOLE,
    Gap,
    Marked,
    Piece,
    Shared,
    parts,
    pieces,
    windows,
)

FIELDS = ("killed", "place", "event")
TEXTS = st.text(
    st.characters() | st.sampled_from("\u202e\u2066\r\n\0<>&\ud800 \u0640\u0627\u0628"),
    max_size=80,
)


@st.composite
def marked(draw: st.DrawFn, longest: int = 100) -> list[Marked]:
    """Spans that overlap, nest, are empty, lie outside."""
    bounds = st.tuples(st.integers(-5, longest), st.integers(-5, longest))
    return [
        Marked(start=low, end=high, field=draw(st.sampled_from(FIELDS)), key=f"e{n}")
        for n, (low, high) in enumerate(draw(st.lists(bounds, max_size=12)))
    ]


@given(TEXTS, marked(), marked())
def test_joined_pieces_are_the_text(text: str, spans: list[Marked], copied: list[Marked]) -> None:
    shared = [Shared(start=s.start, end=s.end, of=s.field) for s in copied]
    found = pieces(text, spans, shared)
    assert "".join(piece.text for piece in found) == text
    assert [piece.start for piece in found] == [
        sum(len(p.text) for p in found[:n]) for n in range(len(found))
    ]


@given(TEXTS, marked())
def test_a_piece_is_under_exactly_the_spans_that_cover_it(text: str, spans: list[Marked]) -> None:
    for piece in pieces(text, spans):
        covering = {s.key for s in spans if s.start <= piece.start and piece.end <= s.end}
        assert {span.key for span in piece.over} == covering


@given(TEXTS, marked())
def test_every_span_with_words_has_one_label(text: str, spans: list[Marked]) -> None:
    labelled = [key for piece in pieces(text, spans) for tag in piece.tags for key in tag.keys]
    within = [s.key for s in spans if max(0, s.start) < s.end <= len(text)]
    assert sorted(labelled) == sorted(within)


@given(TEXTS, marked(), st.integers(-3, 90), st.integers(-3, 90))
def test_a_part_holds_the_words_from_its_start_to_its_end(
    text: str, spans: list[Marked], start: int, end: int
) -> None:
    found = pieces(text, spans, start=start, end=end)
    assert "".join(piece.text for piece in found) == text[max(0, start) : max(0, end)]


def test_the_shortest_span_comes_first() -> None:
    outer = Marked(start=0, end=9, field="event", key="e0")
    inner = Marked(start=3, end=6, field="killed", key="e1")
    middle = pieces("abc def g", [outer, inner])[1]
    assert [span.key for span in middle.over] == ["e1", "e0"]


def test_a_label_stands_behind_the_whole_word() -> None:
    found = pieces(
        "\u0642\u062a\u0644\u0648\u0627 hier", [Marked(start=0, end=3, field="killed", key="e0")]
    )
    assert [(piece.text, len(piece.tags)) for piece in found][:2] == [
        ("\u0642\u062a\u0644", 0),
        ("\u0648\u0627", 1),
    ]


def test_a_short_text_is_shown_whole() -> None:
    assert windows("x" * WHOLE, []) == [(0, WHOLE)]


def test_a_long_text_shows_its_opening_and_what_lies_around_marked_words() -> None:
    text = "word " * 100_000
    span = Marked(start=250_000, end=250_004, field="killed", key="e0")
    shown = [part for part in parts(text, [span]) if isinstance(part, Piece)]
    gaps = [part for part in parts(text, [span]) if isinstance(part, Gap)]
    assert any(piece.over for piece in shown)
    assert sum(len(piece.text) for piece in shown) < OPENING + 2 * AROUND + 300
    assert sum(len(piece.text) for piece in shown) + sum(map(len, gaps)) == len(text)


@given(marked(longest=60_000), st.booleans())
def test_pieces_and_gaps_of_a_long_text_follow_each_other(spans: list[Marked], whole: bool) -> None:
    text = "\u0643\u0644\u0645\u0629 " * 10_000
    at = 0
    for part in parts(text, spans, whole=whole):
        assert part.start == at
        if isinstance(part, Piece):
            assert part.text == text[part.start : part.end]
        else:
            assert not whole
        at = part.end
    assert at == len(text)


@pytest.mark.parametrize("text", ["", "x"])
def test_a_text_without_spans_is_one_piece_or_none(text: str) -> None:
    assert len(parts(text)) == len(text)
