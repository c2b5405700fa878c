"""Decides who a browser is from one request to the next, and that a form came from our own page.

The cookie holds a random name signed with the server's secret; scripts cannot read it, other sites
cannot send it. The token of a form is made from that name: a page elsewhere does not know it.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from secrets import token_urlsafe

from itsdangerous import BadSignature, Signer

IDLE = 12 * 3600
"""Seconds without a request after which somebody has to log in again."""
LONGEST = 14 * 24 * 3600
"""Seconds after which everybody has to."""


def cookie_name(*, secure: bool) -> str:
    """By the prefix browsers take the cookie by https alone, and from no neighbouring host."""
    return "__Host-rasd_session" if secure else "rasd_session"


class Sessions:
    """Names sessions and knows them again."""

    def __init__(self, secret: bytes) -> None:
        self._signer = Signer(secret, salt="rasd.session", digest_method=sha256)
        self._secret = secret

    def begin(self) -> str:
        """The name of a new session."""
        return token_urlsafe(24)

    def cookie(self, session: str) -> str:
        """What the browser keeps."""
        return self._signer.sign(session).decode("ascii")

    def read(self, cookie: str | None) -> str | None:
        """The session of a cookie, or `None` where we did not sign it."""
        if not cookie:
            return None
        try:
            return self._signer.unsign(cookie).decode("ascii")
        except (BadSignature, UnicodeDecodeError):
            return None

    def token(self, session: str) -> str:
        """What a form of this session carries."""
        return hmac.new(self._secret, f"csrf {session}".encode(), sha256).hexdigest()

    def is_ours(self, session: str, token: str | None) -> bool:
        """Whether a form that carries `token` came from a page of this session."""
        given = (token or "").encode("utf-8", "surrogatepass")
        return hmac.compare_digest(self.token(session).encode("ascii"), given)
