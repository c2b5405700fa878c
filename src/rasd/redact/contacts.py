"""Decides what leads to a person without a name: telephones, addresses, accounts, papers.

Seven digits or more are no toll: ``07701234567`` goes, ``1,200,000`` stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HIDDEN = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u0640"
_PATTERN = re.compile(
    rf"""
    (?P<mail> [^\s@<>()\[\]]+ @ [^\s@<>()\[\]]+ \. [^\s@<>()\[\]]+ )
  | (?P<web> (?: https?:// | www\. ) \S+
      | \b (?: [\w{_HIDDEN}-]+ \. )+ (?: com | net | org | me | info | tv | co | io | iq | sy )
        (?: / \S* )? )
  | (?P<account> @ [\w{_HIDDEN}.]+ )
  | (?P<phone> (?: \+ | 00 )? \d (?: [\s{_HIDDEN}().-]? \d ){{6,}} )
  | (?P<letters> \b (?: [^\W\d_]\w* \d | \d \w* [^\W\d_] ) \w* )
    """,
    re.VERBOSE,
)
_SIGNS = re.compile(r"[\d@]|[A-Za-z]\.")
_PROSE = r"[\s\u0600-\u065f\u066a-\u06ef\u06fa-\u06ff\u00ab\u00bb\u201c\u201d\u2026\"'().,:;!?-]*"
_TOLL = re.compile(rf"{_PROSE}(?:\d{_PROSE}){{0,3}}")
"""Arabic with three digits at most leads to nobody; most texts are no more than that."""
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}")
_SHORT = 7


def contact_spans(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text that lead to a person or a household."""
    if not _SIGNS.search(text) or _TOLL.fullmatch(text):
        return
    for match in _PATTERN.finditer(text):
        found = match.group()
        if match.lastgroup == "letters":
            if sum(char.isdigit() for char in found) < 4:
                continue
        elif match.lastgroup == "phone" and (
            _GROUPED.fullmatch(found)
            or _DATE.fullmatch(found)
            or (" " in found and _is_list(found))
        ):
            continue
        yield match.span()


def _is_list(found: str) -> bool:
    """Whether it is several small numbers with spaces between, as of a table."""
    return " " in found and all(len(part) < 3 for part in found.split())
