"""Decides how the parts become one file: escaping, compression, what the browser may run.

Records reach the browser as JSON inside a script element that is never executed. Their `<`,
`>`, `&` and line separators are written as escapes, so no article can close the element, and
scripts put them into the page as text only. The content security policy names our two scripts
by digest and forbids every address outside the file.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from rasd.export.files import write_file
from rasd.export.report import assets
from rasd.export.report.labels import label, used_labels
from rasd.export.report.payload import clean, records_payload, texts_payload
from rasd.export.report.rows import MOST, plain_rows
from rasd.model import Document, Event, Figure, Issue, Mention

_COMPRESS_FROM = 200_000
"""Characters of JSON from which a part is deflated; below, it stays readable in the source."""

_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def write_report(
    path: Path | str,
    *,
    documents: Sequence[Document],
    events: Sequence[Event],
    mentions: Sequence[Mention],
    figures: Sequence[Figure],
    issues: Sequence[Issue] = (),
    generated: str | None = None,
) -> bool:
    """Writes `report.html`, at once or not at all; false where the file already said the same.

    `generated` is a date or time to print on the page, or `None` to print none.
    """
    page = render_report(
        documents=documents,
        events=events,
        mentions=mentions,
        figures=figures,
        issues=issues,
        generated=generated,
    )
    return write_file([page], Path(path))


def render_report(
    *,
    documents: Sequence[Document],
    events: Sequence[Event],
    mentions: Sequence[Mention],
    figures: Sequence[Figure],
    issues: Sequence[Issue] = (),
    generated: str | None = None,
) -> str:
    """The page as text."""
    records = records_payload(
        documents=documents, events=events, mentions=mentions, figures=figures, issues=issues
    )
    records["generated"] = generated
    interface = {
        "strings": assets.strings(),
        "labels": used_labels(documents, events, mentions, figures),
        "folding": assets.folding(),
    }
    texts = texts_payload(documents, events, figures)
    scripts = (assets.leaflet(), assets.application())
    page: str = _template().render(
        policy=_policy(scripts),
        style=Markup(assets.style()),  # noqa: S704 - our own file
        scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files
        parts=[
            _part("interface", interface),
            _part("records", records),
            _part("texts", texts),
            _part("basemap", assets.basemap()),
        ],
        rows=plain_rows(events, documents),
        beyond=max(0, len(events) - MOST),
        t={key: words[0] for key, words in assets.strings().items()},
        en={key: words[1] for key, words in assets.strings().items()},
        label=label,
        generated=clean(generated or ""),
        licences=assets.licences(),
    )
    return page


@cache
def _template() -> Any:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(assets.read("report/report.html.jinja"))


def _part(name: str, value: Any) -> Markup:
    """A script element that holds data: readable JSON, or deflated where it is long."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if len(text) < _COMPRESS_FROM:
        kind, body = "application/json", text.translate(_ESCAPES)
    else:
        kind = "application/vnd.rasd.deflate"
        body = base64.b64encode(zlib.compress(text.encode("utf-8"), 6)).decode("ascii")
    return Markup(f'<script type="{kind}" id="rasd-{name}">{body}</script>')  # noqa: S704


def _policy(scripts: Sequence[str]) -> str:
    digests = " ".join(
        "'sha256-" + base64.b64encode(hashlib.sha256(s.encode("utf-8")).digest()).decode() + "'"
        for s in scripts
    )
    return (
        f"default-src 'none'; script-src {digests}; style-src 'unsafe-inline'; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )
