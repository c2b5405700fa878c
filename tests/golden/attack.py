"""The attack on the public mode: fictional reports full of names, and what survives of them.

`redact_attack/articles.jsonl` holds reports with three lists each: names of `private` persons,
what must be kept (`keep`), and `villages` of recent events. A name survives in a file where one of
its words stands that the report holds nowhere outside its names; the spelling is folded as far as
a reader would still recognise it.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pyarrow.parquet

from rasd.export import EXPORTERS, Source
from rasd.export.files import as_bytes
from rasd.knowledge import load_knowledge
from rasd.model import (
    Citation,
    CodedDocument,
    Document,
    Event,
    Figure,
    Mention,
    Redirect,
    cited,
    sha256_text,
)
from rasd.pipeline import code_document, merge_corpus

ARTICLES = Path(__file__).parent / "redact_attack" / "articles.jsonl"
UNSEEN = ARTICLES.with_name("unseen.jsonl")
"""Reports for which no rule or list was mended: mend none for them, write new ones."""
AS_OF = date(2024, 6, 20)
_KINSHIP = "ابو ابي ام ابن بن بنت بت ال عبد ود حاج الحاجه القس ابنا اخوه واخوه"
_NO_NAME = frozenset(_KINSHIP.split())
"""Words of kinship that a name may hold and that tell nobody from another."""
_ALIKE = str.maketrans("أإآٱىةگکیڤپچۀ", "ااااي" + "هككيفبجه")
_GONE = frozenset({"Mn", "Cf", "Me"})
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A report with what is known of the names in it."""

    document: Document
    private: tuple[str, ...]
    keep: tuple[str, ...]
    villages: tuple[str, ...]

    @property
    def telling(self) -> dict[str, frozenset[str]]:
        """For each private name the words of it that the report holds in names alone."""
        texts = f"{self.document.title}\n{self.document.text}"
        rest = " ".join(words(unquote(f"{texts}\n{self.document.url}")))
        for name in sorted(self.private, key=len, reverse=True):
            rest = re.sub(rf"\b[وفبلك]?{' '.join(words(name))}\b", " ", rest)
        others = set(rest.split()) | _NO_NAME
        found = {}
        for name in self.private:
            own = {w for w in words(name) if len(w) > 2 and w not in others}
            found[name] = frozenset(own)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The records of one report, as a source of exports."""

    coded: CodedDocument
    found: tuple[Event, ...]

    def documents(self) -> Iterable[Document]:
        return [self.coded.document]

    def citations(self) -> Iterable[Citation]:
        return [cited(self.coded.document)]

    def mentions(self) -> Iterable[Mention]:
        return self.coded.mentions

    def events(self) -> Iterable[Event]:
        return self.found

    def figures(self) -> Iterable[Figure]:
        return self.coded.figures

    def redirects(self) -> Iterable[Redirect]:
        return []


@cache
def articles(path: Path = ARTICLES) -> tuple[Article, ...]:
    """The reports of the attack."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        lists = {name: tuple(row.pop(name)) for name in ("private", "keep", "villages")}
        day = date.fromisoformat(row.pop("published"))
        document = Document(
            id=f"articles.jsonl#{number}", published=day, sha256=sha256_text(row["text"]), **row
        )
        found.append(Article(document=document, **lists))
    return tuple(found)


@cache
def made(article: Article) -> Made:
    """What rasd makes of one report alone."""
    coded = code_document(article.document)
    _, events = merge_corpus([coded])
    return Made(coded=coded, found=events)


def written(source: Source, *, text_alone: bool = False) -> Iterator[tuple[str, str]]:
    """Every file that may be published and what a reader of it sees, articles left out."""
    for exporter in EXPORTERS.values():
        if text_alone and "charset" not in exporter.media_type:
            continue
        for output in exporter.outputs:
            if not output.has_texts:
                yield output.file, seen(output.file, b"".join(map(as_bytes, output.parts(source))))


def seen(file: str, content: bytes) -> str:
    """What stands in a file, whatever its format."""
    if file.endswith(".parquet"):
        table = pyarrow.parquet.read_table(io.BytesIO(content))
        return json.dumps(table.to_pylist(), ensure_ascii=False, default=str)
    if file.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
        cells = "\n".join(str(cell) for row in rows for cell in row if cell is not None)
        links = (link.target or "" for sheet in book for link in sheet._hyperlinks)
        return cells + "\n".join(links)
    text = content.decode("utf-8")
    if re.search(r"\\u[0-9a-f]{4}", text):
        text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return text


def plain(text: str) -> str:
    """A text as a search would read it: no marks, no hidden signs, one form for each letter."""
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_ALIKE)
    bare = "".join(c for c in folded if unicodedata.category(c) not in _GONE and c != "\u0640")
    return bare.translate(_ALIKE).replace("_", " ").replace("\u0654", "")


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(plain(text))


def survives(wanted: Iterable[str], content: str) -> set[str]:
    """Which of the words stand in a text, with what Arabic writes onto a word or without."""
    there = set(words(content)) | set(words(unquote(content)))
    there |= {w[n:] for w in there for n in (1, 2, 3) if w[:n] in _ONTO}
    return {word for word in wanted if word in there}


_ONTO = frozenset({"و", "ف", "ب", "ل", "ك", "وب", "ول", "فل", "ال", "وال", "بال", "لل"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """The records of several reports, as a source of exports."""

    items: tuple[CodedDocument, ...]
    found: tuple[Event, ...]

    def documents(self) -> Iterable[Document]:
        return [item.document for item in self.items]

    def citations(self) -> Iterable[Citation]:
        return [cited(item.document) for item in self.items]

    def mentions(self) -> Iterable[Mention]:
        return [mention for item in self.items for mention in item.mentions]

    def events(self) -> Iterable[Event]:
        return self.found

    def figures(self) -> Iterable[Figure]:
        return [figure for item in self.items for figure in item.figures]

    def redirects(self) -> Iterable[Redirect]:
        return []


@cache
def together() -> Together:
    """All reports of the attack as one corpus."""
    items = tuple(made(article).coded for article in articles())
    _, events = merge_corpus(items)
    return Together(items=items, found=events)


@cache
def telling_anywhere() -> dict[str, frozenset[str]]:
    """Words of private names that stand in no report but in such names."""
    own: dict[str, frozenset[str]] = {}
    others: set[str] = set()
    for article in articles():
        named = article.telling
        own |= named
        mine = frozenset().union(*named.values())
        document = article.document
        texts = f"{document.title}\n{document.text}\n{unquote(document.url or '')}"
        others |= {word for word in words(texts) if word not in mine}
    for actor in load_knowledge().actors.values():  # parties have names of their own
        others |= set(words(f"{actor.name_ar} {actor.name_en}"))
    others |= {w[n:] for w in others for n in (1, 2, 3) if w[:n] in _ONTO}
    return {name: found - others for name, found in own.items()}
