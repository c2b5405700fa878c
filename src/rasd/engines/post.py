"""Decides whether a text is a post: short, without a title, and written as posts are.

A post has no headline to repeat what it tells and leaves out the verb, as a headline does:
``#عاجل | قتلى وجرحى بغارات على حي الملعب في مدينة حماة``. Hashtags show it, pictures between the
words (``🔴``), words parted against moderation (``يقـ.ـتل``), and the time at which a video stands
that a page prints behind its text (``00:14``).
"""

from __future__ import annotations

import re

_MOST_WORDS = 110
_MARK = re.compile(
    r"""
    \#\w                                # a hashtag
    | [\u2600-\u27bf\U0001f300-\U0001faff]  # a picture
    | \w\u0640+\.+\u0640*\w | \w\.+\u0640+\w  # a word parted by dots
    | (?<!\d)00:\d{1,2}\s*$             # where a video stands
    """,
    re.VERBOSE,
)


def is_post(title: str | None, text: str) -> bool:
    """Whether the document is one; a short report of an agency carries no such mark."""
    return not title and len(text.split()) <= _MOST_WORDS and _MARK.search(text) is not None
