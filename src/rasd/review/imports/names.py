"""Decides what an uploaded file is called: by what its owner called it, and never as a path.

The name is what documents go by and what people read. Files themselves are kept under numbers.
"""

from __future__ import annotations

import re
import unicodedata

_PARTS = re.compile(r"[/\\]+")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")
LONGEST_PART = 120
DEEPEST = 6
_ENDING = 12


def safe_name(given: str) -> str:
    """The name without what would lead elsewhere, hide something or run on and on.

    >>> safe_name("../../etc/news.txt")
    'etc/news.txt'
    >>> safe_name("C:\\\\reports\\\\may\\x00.html")
    'C:/reports/may.html'
    """
    parts = [_part(each) for each in _PARTS.split(unicodedata.normalize("NFC", given))]
    kept = [part for part in parts if part.strip(". ")]
    return "/".join(kept[-DEEPEST:]) or "unnamed"


def _part(part: str) -> str:
    # Marks that turn the direction of writing can make `exe.txt` of `txt.exe`.
    seen = "".join(
        char for char in part if char in _JOINERS or unicodedata.category(char) not in _UNSEEN
    ).strip()
    if len(seen) <= LONGEST_PART:
        return seen
    stem, dot, ending = seen.rpartition(".")
    if not dot or len(ending) > _ENDING:
        return seen[:LONGEST_PART]
    return f"{stem[: LONGEST_PART - len(ending) - 1]}.{ending}"
