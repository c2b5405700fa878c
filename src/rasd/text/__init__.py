"""Folding with the way back, tokens with clitics, sentences and headings."""

from rasd.text.fold import Text, fold, fold_plain
from rasd.text.sentences import Sentence, split_sentences
from rasd.text.span import Span
from rasd.text.tokens import (
    ARTICLE,
    BI,
    CLOSING_QUOTES,
    LAM,
    OPENING_QUOTES,
    WAW,
    Reading,
    Token,
    TokenKind,
    proclitic_readings,
    tokenize,
)

__all__ = [
    "ARTICLE",
    "BI",
    "CLOSING_QUOTES",
    "LAM",
    "OPENING_QUOTES",
    "WAW",
    "Reading",
    "Sentence",
    "Span",
    "Text",
    "Token",
    "TokenKind",
    "fold",
    "fold_plain",
    "proclitic_readings",
    "split_sentences",
    "tokenize",
]
