"""Decides where sentences end and which lines are headings.

News sentences are long; they end at a full stop, question or exclamation mark or a line
end, never at the dots of abbreviations (``أ.ف.ب``، ``د. أحمد``) or numbers. A heading is a short
line of its own without a final stop, such as a country name over the items of a roundup.
"""

from __future__ import annotations

import re
from operator import attrgetter

from rasd.model.frozen import Frozen
from rasd.text.fold import Text
from rasd.text.span import Span
from rasd.text.tokens import Token, TokenKind, tokenize

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_STOPS = frozenset(".!?\u061f")
_ENDS = _STOPS | {'"'}
"""What the mark that ends a sentence begins with."""
_LONGEST_HEADING = 9
_LONGEST_ABBREVIATION = 1
_text_of = attrgetter("text")


class Sentence(Frozen, frozen=True):
    """A sentence of a part (`"title"` or `"body"`) with its tokens, in folded offsets."""

    part: str
    index: int
    paragraph: int
    span: Span
    tokens: tuple[Token, ...]
    texts: tuple[str, ...]
    """The text of each token, for what looks at all of them."""
    heading: bool

    def span_of(self, start: int, end: int) -> Span:
        """The folded span of tokens `start` up to, not including, `end`."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)


def split_sentences(text: Text, part: str, first_index: int = 0) -> tuple[Sentence, ...]:
    """The sentences of a text in order; `first_index` numbers the first."""
    sentences: list[Sentence] = []
    for paragraph, line in enumerate(_LINE.finditer(text.folded)):
        tokens = tokenize(line.group(), line.start())
        texts = tuple(map(_text_of, tokens))
        ends = _ends(tokens, texts)
        for start, end in zip((0, *ends), ends, strict=False):
            piece = tokens[start:end]
            sentences.append(
                Sentence(
                    part,
                    first_index + len(sentences),
                    paragraph,
                    Span(piece[0].start, piece[-1].end),
                    piece,
                    texts[start:end],
                    len(ends) == 1 and part == "body" and _is_heading(piece),
                )
            )
    return tuple(sentences)


def _ends(tokens: tuple[Token, ...], texts: tuple[str, ...]) -> list[int]:
    """Where the sentences of a line end: one past the last token of each."""
    last = len(tokens)
    ends: list[int] = []
    for i, text in enumerate(texts):
        if text[0] not in _ENDS or not _ends_sentence(tokens, i, tokens[i]):
            continue
        end = i + 1
        if end < last and texts[end] == '"' and tokens[end].start == tokens[i].end:
            continue
        ends.append(end)
    if last and (not ends or ends[-1] < last):
        ends.append(last)
    return ends


def _ends_sentence(tokens: tuple[Token, ...], i: int, token: Token) -> bool:
    if token.text == '"' and i > 0 and tokens[i - 1].text in _STOPS:
        # a stop inside closing quotation marks ends the sentence after them
        return tokens[i - 1].end == token.start
    if token.kind is not TokenKind.PUNCTUATION:
        return False
    if token.text.startswith(".."):
        return True
    if token.text not in _STOPS:
        return False
    if token.text == "." and i > 0:
        before = tokens[i - 1]
        touches = before.end == token.start
        if touches and before.kind is TokenKind.WORD and _is_abbreviation(tokens, i):
            return False
    return True


def _is_abbreviation(tokens: tuple[Token, ...], i: int) -> bool:
    before = tokens[i - 1]
    if len(before.text) > _LONGEST_ABBREVIATION:
        return False
    # a title before a name (د. أحمد) or a letter of أ.ف.ب: one letter that stands alone
    alone = i < 2 or tokens[i - 2].end < before.start or tokens[i - 2].text == "."
    return alone and i + 1 < len(tokens)


def _is_heading(tokens: tuple[Token, ...]) -> bool:
    if tokens[-1].text in _STOPS:
        return False
    words = sum([token.kind is not TokenKind.PUNCTUATION for token in tokens])
    return 0 < words <= _LONGEST_HEADING
