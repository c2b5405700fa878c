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
    """A line of visible text; `aside` where it stands in navigation, a header or a footer.

    `linked` is the part of the line that is the wording of links, from 0 to 1.
    """

    text: str
    tag: str
    aside: bool
    linked: float


def blocks_of(root: _Element) -> list[Block]:
    """The visible lines under `root`, white space collapsed, in document order."""
    blocks: list[Block] = []
    pending: list[str] = []
    linked = links = asides = 0
    tag = ""

    def flush() -> None:
        nonlocal linked
        whole = "".join(pending)
        if text := " ".join(whole.split()):
            share = linked / max(len(whole), 1)
            blocks.append(Block(text=text, tag=tag, aside=asides > 0, linked=share))
        pending.clear()
        linked = 0

    for event, value in _events(root):
        step = 1 if event == "start" else -1
        if event == "text":
            pending.append(value)
            linked += len(value) if links else 0
        elif value == "a":
            links += step
        elif value not in _INLINE:
            flush()
            tag = value if event == "start" else ""
            asides += step if value in _ASIDE else 0
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


def _events(root: _Element) -> Iterator[tuple[str, str]]:
    """`(start, tag)`, `(end, tag)` and `(text, words)` in document order, without recursion."""
    stack: list[tuple[_Element, bool]] = [(root, False)]
    while stack:
        element, closing = stack.pop()
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        if closing:
            yield "end", tag
        elif tag and tag not in _HIDDEN:
            yield "start", tag
            if element.text:
                yield "text", element.text
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
            continue
        if element is not root and element.tail:
            yield "text", element.tail
