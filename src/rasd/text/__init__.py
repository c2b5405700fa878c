"""Folding with the way back, tokens with clitics, sentences and headings."""

from rasd.text.fold import TATWEEL, Text, fold, fold_plain, fold_whole
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
    spellings,
    spoken_words,
    tokenize,
)

__all__ = [
    "ARTICLE",
    "BI",
    "CLOSING_QUOTES",
    "LAM",
    "OPENING_QUOTES",
    "TATWEEL",
    "WAW",
    "Reading",
    "Sentence",
    "Span",
    "Text",
    "Token",
    "TokenKind",
    "fold",
    "fold_plain",
    "fold_whole",
    "proclitic_readings",
    "spellings",
    "split_sentences",
    "spoken_words",
    "tokenize",
]
