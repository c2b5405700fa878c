"""Folding keeps an exact way back, and folding twice is folding once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rasd.text import (
    Span,
    TokenKind,
    fold,
    fold_plain,
    fold_whole,
    split_sentences,
    spoken_words,
    tokenize,
)

ARABIC = st.characters(min_codepoint=0x0600, max_codepoint=0x06FF)
PRESENTATION = st.characters(min_codepoint=0xFE70, max_codepoint=0xFEFC)
CONTROLS = st.sampled_from("\u200c\u200f\u202b\u00a0\ufeff\u0640\u064e\u0651")
PLAIN = st.sampled_from('abZ 09.,"()-\n#_«»“”؟،…')
TEXTS = st.text(st.one_of(ARABIC, PRESENTATION, CONTROLS, PLAIN), max_size=120)


@given(TEXTS)
@settings(max_examples=400)
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded text has nothing left to fold."""
    once = fold(text).folded
    assert fold(once).folded == once


@given(TEXTS)
@settings(max_examples=400)
def test_the_plain_form_is_the_folded_text(text: str) -> None:
    """Word lists and articles are folded by the same rules."""
    assert fold(text).folded == fold_plain(text) == fold_whole(text)


@given(TEXTS)
@settings(max_examples=300)
def test_spoken_words_are_all_tokens_but_punctuation(text: str) -> None:
    folded = fold(text).folded
    tokens = [t.text for t in tokenize(folded) if t.kind is not TokenKind.PUNCTUATION]
    assert tokens == spoken_words(folded)


@given(TEXTS)
@settings(max_examples=400)
def test_where_no_letter_moved_offsets_are_the_same_in_both(text: str) -> None:
    folded = fold(text)
    spans = [Span(token.start, token.end) for token in tokenize(folded.folded)]
    if not folded.moved:
        assert [folded.original_span(span) for span in spans] == spans


@given(TEXTS, st.data())
@settings(max_examples=400)
def test_a_folded_span_comes_back_inside_the_original(text: str, data: st.DataObject) -> None:
    """Offsets never leave the text, and longer folded spans give longer original ones."""
    folded = fold(text)
    length = len(folded.folded)
    start = data.draw(st.integers(0, length))
    end = data.draw(st.integers(start, length))
    back = folded.original_span(Span(start, end))
    assert 0 <= back.start <= back.end <= len(text)
    whole = folded.original_span(Span(0, length))
    assert whole.start <= back.start or start == end
    assert back.end <= whole.end or start == end


@given(TEXTS)
@settings(max_examples=300)
def test_every_token_folds_from_the_words_it_points_at(text: str) -> None:
    """The original words of a token hold all of its letters in order."""
    folded = fold(text)
    for token in tokenize(folded.folded):
        back = folded.original_span(Span(token.start, token.end))
        again = fold_plain(text[back.start : back.end])
        assert token.text.lower() in again.lower()


@given(TEXTS)
@settings(max_examples=300)
def test_sentences_hold_every_token_once_and_in_order(text: str) -> None:
    """No token is lost or doubled where a text is cut into sentences."""
    folded = fold(text)
    sentences = split_sentences(folded, "body")
    inside = [token for sentence in sentences for token in sentence.tokens]
    assert inside == sorted(inside, key=lambda t: t.start)
    assert len({token.start for token in inside}) == len(inside)
    assert [t.text for t in inside] == [
        t.text for line in folded.folded.splitlines() for t in tokenize(line)
    ]
