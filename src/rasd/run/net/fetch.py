"""Decides how what stands at an address is fetched: redirects followed so often, a page or nothing.

Each redirect is judged anew (`asking`).
"""

from __future__ import annotations

import http.client
from dataclasses import dataclass, field
from urllib.parse import urljoin

from rasd.model import DocumentError
from rasd.run.net.asking import Reach, ask
from rasd.run.net.urls import clean_url

REDIRECTS = 5
_PUBLIC = Reach()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What stood at an address, and at which one in the end."""

    url: str
    data: bytes = field(repr=False)


def fetch(url: str, reach: Reach = _PUBLIC) -> Fetched:
    """What stands at an address, redirects followed.

    Raises `DocumentError` for an address that may not be fetched, and for what cannot be.
    """
    at = clean_url(url)
    for _ in range(REDIRECTS + 1):
        answer = ask(at, reach)
        if answer.target is not None:
            at = clean_url(urljoin(at, answer.target))
            continue
        if answer.status != http.client.OK:
            raise DocumentError(
                "missing",
                f"the server answered {answer.status} {answer.reason[:80]}".rstrip(),
                "open the address in a browser, save the page and bring in the file",
            )
        return Fetched(url=at, data=answer.body)
    raise DocumentError(
        "malformed",
        f"the address leads on more than {REDIRECTS} times",
        "open it in a browser and give the address that it leads to",
    )
