"""Decides which addresses may be asked for at all, and in which form."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from rasd.model import DocumentError

PORTS = {"http": 80, "https": 443}
_LONGEST = 2_000
_UNFIT = re.compile(r"[\x00-\x20\x7f\\]")
_KEPT = "/:@!$&'()*+,;=-._~%[]"


def clean_url(given: str) -> str:
    """The address in the form in which it is asked for, without its fragment.

    >>> clean_url(" HTTPS://Bahr.Example/a b#c ")
    'https://bahr.example/a%20b'
    """
    try:
        parts = urlsplit(given.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
    except ValueError as error:  # with UnicodeError
        raise unfit("it is not written as an address") from error
    if parts.scheme not in PORTS:
        raise unfit("only http and https addresses are fetched")
    if not host or _UNFIT.search(host):
        raise unfit("it names no server")
    if parts.username is not None or parts.password is not None:
        raise unfit("it holds a name or a password")
    shown = f"[{host}]" if ":" in host else host
    if port is not None and port != PORTS[parts.scheme]:
        shown = f"{shown}:{port}"
    path = quote(parts.path or "/", safe=_KEPT)
    query = quote(parts.query, safe=f"{_KEPT}?")
    whole = urlunsplit((parts.scheme, shown, path, query, ""))
    if len(whole) > _LONGEST:
        raise unfit("it is too long")
    return whole


def unfit(why: str) -> DocumentError:
    """The error for an address that is not asked for."""
    return DocumentError(
        "unsafe", f"this address is not fetched: {why}", "give an address such as https://…/article"
    )
