"""Decides how a report is cited as an `Article`, without its text.

`contentHash` stays empty: it is a SHA-1 there, and ours is a SHA-256, which stands in the notes.
"""

from __future__ import annotations

from rasd.export.ftm.values import entity, entity_id
from rasd.export.urns import web_address
from rasd.model import Citation, Json

_LANGUAGES = {"ar": "ara", "ckb": "ckb", "en": "eng", "fa": "fas", "fr": "fra", "ku": "kur"}
"""Languages as the format writes them: three letters."""


def article_id(doc_id: str) -> str:
    """The id of the entity of a document."""
    return entity_id("article", doc_id)


def article(doc_id: str, citation: Citation | None) -> Json:
    """The entity of a document; of one that is no longer held, its id alone."""
    if citation is None:
        return entity("Article", article_id(doc_id), {"fileName": [doc_id]})
    return entity(
        "Article",
        article_id(doc_id),
        {
            "title": [citation.title],
            "fileName": [doc_id],
            "publisher": [citation.outlet],
            "publishedAt": [citation.published.isoformat() if citation.published else None],
            "sourceUrl": [web_address(citation)],
            "language": [_LANGUAGES.get(citation.language or "")],
            "notes": [f"SHA-256 of the text: {citation.sha256}"],
        },
    )
