"""Whether a text is Arabic: by script first, then by language among those in Arabic script.

A short text in Arabic script that names no language clearly counts as Arabic.
"""

from __future__ import annotations

import re
import unicodedata

import pycld2

_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s]+|@\w+", re.ASCII)
_PIECE = 1_500
_LEAST_SHARE = 0.4
_OTHER_SCRIPT_USERS = frozenset({"fa", "ur", "ps", "ku", "sd", "ug", "dv", "ckb", "ms", "pa"})


def language_of(text: str) -> str:
    """An ISO 639 code, `ar` for Arabic and for short texts in Arabic script, `und` for none."""
    sample = _ADDRESS.sub(" ", _sample(text))
    letters = len(_LETTER.findall(sample))
    arabic = len(_ARABIC.findall(sample))
    if not letters:
        return "und"
    guesses = _guesses(sample)
    if arabic < _LEAST_SHARE * letters:
        return next((code for code, _ in guesses if code not in ("ar", "un")), "und")
    top = guesses[0][0] if guesses else "un"
    arabic_part = dict(guesses).get("ar", 0)
    if top in _OTHER_SCRIPT_USERS and arabic_part < 30:
        return top
    return "ar"


def _sample(text: str) -> str:
    """Start, middle and end of a long text: a foreign preface must not decide."""
    if len(text) <= 3 * _PIECE:
        return text
    middle = len(text) // 2
    return "\n".join((text[:_PIECE], text[middle : middle + _PIECE], text[-_PIECE:]))


def _guesses(sample: str) -> tuple[tuple[str, int], ...]:
    """Languages with their percentage of the text, most frequent first."""
    clean = unicodedata.normalize("NFKC", _UNREADABLE.sub(" ", sample))
    clean = _UNREADABLE.sub(" ", clean)
    try:
        _, _, found = pycld2.detect(clean.encode("utf-8", "ignore"), bestEffort=False)
    except (pycld2.error, ValueError):
        return ()
    return tuple((code, percent) for _, code, percent, _ in found if code != "un")
