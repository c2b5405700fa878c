"""Whether a text is Arabic: by script first, then by language among those in Arabic script.

A short text in Arabic script that names no language clearly counts as Arabic. Most texts are
Arabic beyond doubt by their letters, their articles and their feminine endings: those are not
given to the detector, which takes half a millisecond for each.
"""

from __future__ import annotations

import re
import string
import unicodedata

import pycld2

_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s]+|@\w+", re.ASCII)
_PIECE = 1_500
_LEAST_SHARE = 0.4
_ARABIC_LETTERS = frozenset(map(chr, (*range(0x0621, 0x063B), *range(0x0640, 0x064B))))
"""Those of Arabic alone: every other language in its script has letters of its own besides."""
_NO_LETTERS = frozenset(
    "\u00ab\u00bb\u060c\u061b\u061f\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u00a0"
).union(map(chr, (*range(0x064B, 0x0653), *range(0x0660, 0x066A), *range(0x200B, 0x2010))))
_PLAIN = _ARABIC_LETTERS | _NO_LETTERS | frozenset(string.printable)
_ARTICLE = " \u0627\u0644"
_FEMININE = "\u0629"
_LEAST = 200
"""A text of fewer characters is always given to the detector."""
_MOST_APART = 100
"""Characters to an article, and to a feminine ending: half of what is common in news."""
_OTHER_SCRIPT_USERS = frozenset({"fa", "ur", "ps", "ku", "sd", "ug", "dv", "ckb", "ms", "pa"})


def language_of(text: str) -> str:
    """An ISO 639 code, `ar` for Arabic and for short texts in Arabic script, `und` for none."""
    sample = _sample(text)
    if _is_plainly_arabic(sample):
        return "ar"
    sample = _ADDRESS.sub(" ", sample)
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


def _is_plainly_arabic(sample: str) -> bool:
    """Whether a text is so Arabic that no detector would take it for Persian or Urdu.

    Its letters are Arabic, but for fewer Latin ones, and articles and feminine endings are as
    frequent as no other language has them.
    """
    size = len(sample)
    if size < _LEAST or _MOST_APART * min(sample.count(_ARTICLE), sample.count(_FEMININE)) < size:
        return False
    used = set(sample)
    if not used <= _PLAIN:
        return False
    ascii_characters = len(sample.encode("ascii", "ignore"))
    marks = sum(map(sample.count, used & _NO_LETTERS))
    return size - ascii_characters - marks > ascii_characters


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
