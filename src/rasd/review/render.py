"""Decides how templates are found and filled: all that enters one is escaped."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from rasd.review.field_keys import FIELD_KEYS, MARKABLE
from rasd.review.navigation import NAVIGATION
from rasd.review.reasons import reason_words
from rasd.review.saying import group_of
from rasd.review.words import Words
from rasd.run.judging import last_of, seen_of

_STATIC = ("review/static", "report", "map")


class Templates:
    """The templates of `data/review/templates`."""

    def __init__(self) -> None:
        folder = str(files("rasd.data").joinpath("review/templates"))
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals["static"] = static
        self._environment.globals["other_language"] = other_language
        self._environment.globals["navigation"] = NAVIGATION
        self._environment.globals["text"] = text
        self._environment.globals["group_of"] = group_of
        self._environment.globals["markable"] = MARKABLE
        self._environment.globals["field_keys"] = FIELD_KEYS
        self._environment.globals["reason_words"] = reason_words
        self._environment.globals["seen_of"] = seen_of
        self._environment.globals["last_of"] = last_of

    def render(self, template: str, /, **given: Any) -> str:
        """The template as text; a name that it uses and nobody gave is an error."""
        return self._environment.get_template(template).render(**given)


def text(exact: str) -> Markup:
    """Words of an article, letter for letter: a browser drops what it reads as a line's end."""
    return Markup(str(escape(exact)).replace("\r", "&#13;").replace("\0", "\ufffd"))  # noqa: S704 - escaped


def other_language(ask: Any, words: Words) -> str:
    """The address of the page that is open, in the other language."""
    if ask is None:
        return f"/?lang={words.other}"
    return str(ask.request.url.include_query_params(lang=words.other).replace(scheme="", netloc=""))


def static(path: str) -> str:
    """The address of a file that browsers may keep until another version is installed."""
    return f"/static/{path}?v={_version()}"


@cache
def _version() -> str:
    digest = sha256()
    for name in _STATIC:
        for file in sorted(files("rasd.data").joinpath(name).iterdir(), key=lambda f: f.name):
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
