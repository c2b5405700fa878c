"""Markup to lines: the visible text of an element, one line for each block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html as lxml_html
from lxml.etree import LxmlError, ParserError, _Element

FAULTS = (
    LxmlError,
    ParserError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    RecursionError,
    AssertionError,
    OSError,
)
"""What parsers of broken markup have been seen to raise."""

_HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "iframe", "svg"})
_ASIDE = frozenset({"nav", "header", "footer", "aside", "form", "select"})
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A line of visible text; `aside` where it stands in navigation, a header or a footer."""

    text: str
    tag: str
    aside: bool


def blocks_of(root: _Element) -> list[Block]:
    """The visible lines under `root`, white space collapsed, in document order."""
    blocks: list[Block] = []
    pending: list[str] = []
    state = {"tag": "", "aside": ""}

    def flush() -> None:
        text = " ".join("".join(pending).split())
        pending.clear()
        if text:
            blocks.append(Block(text=text, tag=state["tag"], aside=bool(state["aside"])))

    for event, tag, text in _events(root):
        if event == "text":
            pending.append(text)
            continue
        if tag in _INLINE:
            continue
        flush()
        state["tag"] = tag if event == "start" else ""
        if tag in _ASIDE and event == "start" and not state["aside"]:
            state["aside"] = text
        elif event == "end" and state["aside"] == text:
            state["aside"] = ""
    flush()
    return blocks


def fragment_text(fragment: str) -> str:
    """The text of a piece of HTML, as in a feed item: a line for each block."""
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    try:
        root = lxml_html.fragment_fromstring(fragment, create_parent="div")
    except FAULTS:
        return fragment.strip()
    return "\n".join(block.text for block in blocks_of(root))


def _events(root: _Element) -> Iterator[tuple[str, str, str]]:
    """`(start, tag, key)`, `(end, tag, key)` and `(text, "", text)`, without recursion."""
    stack: list[tuple[_Element, bool]] = [(root, False)]
    while stack:
        element, closing = stack.pop()
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        key = str(id(element))
        if closing:
            yield "end", tag, key
        elif not tag or tag in _HIDDEN:
            pass
        else:
            yield "start", tag, key
            if element.text:
                yield "text", "", element.text
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
            continue
        if element is not root and element.tail:
            yield "text", "", element.tail
