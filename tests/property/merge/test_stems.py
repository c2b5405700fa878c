"""The stems of a text are those of its folded whole, however it is cut to find them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rasd.merge.wording import stems_in, stems_of
from rasd.text import fold_whole

PIECES = (
    "قتل",
    "السفارةوسط",
    "داع",
    "،ش",
    "دا*عش",
    "قـ",
    "ـتل",
    "ق.ـت",
    "#عاجل",
    "#عاجلقتلى",
    "الرّقّة",
    "٣",
    "3,5",
    "ﷲ",
    "ﷺ",
    "«",
    ".",
    "!",
    "_",
    "-",
    "a.b@c",
    "\u200f",
    "\u00ad",
)
SPACES = (" ", "", "\n", "\t", "\u00a0", "\u2003", "\u2028", "\u0085", "\x1f", "  ", " . ", "! ")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(SPACES)), max_size=12))
def test_a_text_folded_piece_by_piece_has_the_stems_of_the_whole(
    parts: list[tuple[str, str]],
) -> None:
    text = "".join(piece + space for piece, space in parts)
    assert stems_in(fold_whole(text)) == stems_of(text)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_so_has_any_text(text: str) -> None:
    assert stems_in(fold_whole(text)) == stems_of(text)
