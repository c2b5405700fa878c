"""The review application: a web server over one store, for people who read, code and edit.

`create_app(Settings(store="out/rasd.sqlite", author="Layla"))` is an ASGI application; `rasd
serve` runs it. Pages are rendered here; a browser needs no build step and no network beyond it.
"""

from rasd.review.app import create_app
from rasd.review.settings import LOOPBACK, Mode, Settings

__all__ = ["LOOPBACK", "Mode", "Settings", "create_app"]
