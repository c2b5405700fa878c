"""Writes docs/reference/api.md from the description that the JSON interface gives of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from rasd.review import Settings, create_app
from rasd.review.api import ADDRESS, Parameter, described

PAGE = Path(__file__).parents[1] / "docs/reference/api.md"
_HEAD = f"""# The JSON interface

`rasd serve` answers programs under `{ADDRESS}`: the records of the contract, field by field. A
program shows a token with every request, also to a server for one person; cookies count for
nothing.

```sh
TOKEN=$(rasd account token Salma --for notebook --db out/rasd.sqlite)
curl -H "Authorization: Bearer $TOKEN" "http://127.0.0.1:8460{ADDRESS}/events?country=SY&limit=50"
```

Tokens are made on the page of one's account as well. Where one person works alone, NAME is the
one that signs judgements (`rasd serve --by`).

| scope | lets a program |
|---|---|
| `read` | read events, mentions, figures, judgements, counts, and documents without their texts |
| `text` | read the texts of documents, which are other people's work |
| `write` | judge in the owner's name |

A token lets nobody do more than its owner may at the time. It is shown once, kept as a digest,
and ends when it expires, is revoked, or its owner is disabled.

Lists come in pages: `next` is the cursor of the page after this one, `null` at the end, and the
header `Link` its address. An error is an object with `error` and `remedy`: 401 no token that
holds, 403 not with this token, 404, 422 something that cannot be used, 429 too many requests (600
at once and 10 a second of one token; `Retry-After` says when to go on). An unknown filter is an
error, not passed over. The id of an event that changed answers 308 to the event of today, or 300
with `ids` where it became several.

The whole description is at `{ADDRESS}/openapi.json`, without a token. This page is made from it:
`python tools/build_api_docs.py`.
"""


def page() -> str:
    """The page as it should stand."""
    with TemporaryDirectory() as folder:
        app = create_app(Settings(store=f"{folder}/rasd.sqlite", author="x"))
        openapi = app.state.api.openapi()
    return _HEAD + "".join(_section(openapi))


def _section(openapi: dict[str, object]) -> Iterator[str]:
    for each in described(openapi):
        yield f"\n## `{each.method} {each.path}`\n\n{each.what or each.summary}\n"
        if each.parameters:
            yield "\n| parameter | |\n|---|---|\n"
            yield from _rows(each.parameters)
        for what, fields in each.bodies:
            action, _, said = what.partition(": ")
            yield f'\n`{{"action": "{action}", ...}}`: {said}\n\n| field | |\n|---|---|\n'
            yield from _rows(fields)


def _rows(parameters: Iterable[Parameter]) -> Iterator[str]:
    for each in parameters:
        notes = [
            word for word, is_so in (("required", each.required), ("list", each.many)) if is_so
        ]
        what = f"{', '.join(notes)}{'. ' if notes and each.what else ''}{each.what}"
        yield f"| `{each.name}` | {what} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    print(PAGE)
