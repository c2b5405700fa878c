"""Words that open a line of the page around an article: links, keywords, related news.

``رابط الخبر بصحيفة ..``, ``سمات اشتباكات الشرطة``: what stands there tells nothing.
"""

from __future__ import annotations

from functools import cache

from rasd.knowledge.tables import read_rows
from rasd.text import Sentence, fold_plain, tokenize

_ANYWHERE = "any"
_LONGEST = 3


@cache
def openers(at_end: bool) -> frozenset[str]:
    """The folded openings of such lines; some count only at the end of a page."""
    return frozenset(
        " ".join(token.text for token in tokenize(fold_plain(row["opener"])))
        for row in read_rows("ar/furniture.tsv")
        if at_end or row["where"] == _ANYWHERE
    )


def is_furniture(sentence: Sentence, *, at_end: bool) -> bool:
    """Whether a sentence belongs to the page, not to the article."""
    tokens = sentence.tokens
    if tokens[0].text not in _first_words():
        return False
    words = [token.text for token in tokens[:_LONGEST]]
    known = openers(at_end)
    return any(" ".join(words[: n + 1]) in known for n in range(len(words)))


@cache
def _first_words() -> frozenset[str]:
    """The words that such openings begin with: most sentences begin with another."""
    return frozenset(opener.split(" ", 1)[0] for opener in openers(True))
