"""Decides whether a text is a post: short, without a title, and with a hashtag.

A post has no headline to repeat what it tells and leaves out the verb, as a headline does:
``#عاجل | قتلى وجرحى بغارات على حي الملعب في مدينة حماة``.
"""

from __future__ import annotations

import re

_MOST_WORDS = 70
_HASHTAG = re.compile(r"#\w")


def is_post(title: str | None, text: str) -> bool:
    """Whether the document is one; a short report of an agency carries no hashtag."""
    return not title and len(text.split()) <= _MOST_WORDS and _HASHTAG.search(text) is not None
