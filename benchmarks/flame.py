"""Draws where `rasd extract` spends its time, as a flame graph: `docs/images/flame-extract.svg`.

    python -m benchmarks.flame ARTICLES.jsonl.gz docs/images/flame-extract.svg

py-spy samples a run with one worker a hundred times a second, the worker included. The graph
names functions by their module alone: no path of the machine it was drawn on. Without ARTICLES an
invented corpus is read.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.extract_rate import INVENTED, RASD, invented

_FRAME = re.compile(r"(?P<function>.+) \((?P<file>[^():]+)(?::\d+)?\)$")
_WAITING = ("threading.py", "selectors.py", "multiprocessing/connection.py")
_WIDTH, _ROW, _MARGIN, _LETTER = 1200, 17, 40, 6.6
_LEAST = 0.0015
"""A frame of a smaller part of the samples is left out."""
_STYLE = """
  text { font: 11px sans-serif; fill: #1a1a1a; pointer-events: none }
  .title { font-size: 14px }
  rect { stroke: #fff; stroke-width: .5 }
  rect:hover { stroke: #000 }
"""
_COLOURS = {
    "text": "#9ecae1",
    "knowledge": "#a1d99b",
    "annotate": "#74c476",
    "assemble": "#fdd0a2",
    "qualify": "#fdae6b",
    "resolve": "#fd8d3c",
    "join": "#e6a0c4",
    "engines": "#bcbddc",
    "readers": "#c7e9c0",
    "run": "#d9d9d9",
    "model": "#f7b6d2",
}
_OTHER = "#eeeeee"


Box = tuple[int, float, str, int]
"""How deep a frame stands, where it begins as a part of the width, its name and its samples."""


class Node:
    """A function in one line of calls, the samples in it and the functions that it called."""

    def __init__(self) -> None:
        self.samples = 0
        self.calls: dict[str, Node] = {}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("articles", type=Path, nargs="?", help="JSONL, gzipped or not")
    parser.add_argument("image", type=Path, help="the SVG file to write")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="flame-") as name:
        articles = given.articles
        if articles is None:
            articles = Path(name) / "invented.jsonl"
            articles.write_text("".join(invented(INVENTED)), "utf-8")
        stacks = sampled(articles, Path(name) / "stacks")
    given.image.write_text(drawn(stacks), "utf-8")
    print(f"{given.image}: {sum(stacks.values()):,} samples")


def sampled(articles: Path, stacks: Path) -> Counter[tuple[str, ...]]:
    """The stacks of a run that codes articles, and how often each was met; waiting is left out."""
    beside = Path(sys.executable).with_name("py-spy")
    spy = [str(beside), "record", "--subprocesses", "--format", "raw", "--output", str(stacks)]
    run = [sys.executable, "-c", RASD, "extract", str(articles), "--workers", "1"]
    # A first run would spend its time on compiling the lists.
    for command in (run, [*spy, "--", *run]):
        ended = subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ, check=False
        )
        if ended.returncode:
            sys.exit(f"{command[0]} ended with {ended.returncode}: {ended.stderr[-500:]!r}")
    found: Counter[tuple[str, ...]] = Counter()
    for line in stacks.read_text("utf-8").splitlines():
        stack, _, count = line.rpartition(" ")
        frames = tuple(map(named, stack.split(";")))
        if any(frame.startswith("code_document") for frame in frames):
            first = next(n for n, f in enumerate(frames) if f.startswith("code_document"))
            found[("worker", *frames[first:])] += int(count)
        elif not frames[-1].endswith(_WAITING):
            ours = [f for f in frames if f.startswith(("read_inputs", "_read ", "dumps", "record"))]
            part = ours[0] if ours else "starting_and_messages"
            at = frames.index(part) + 1 if ours else len(frames)
            found[("around", part, *frames[at:])] += int(count)
    return found


def named(frame: str) -> str:
    """A frame as `function module`, without line and path."""
    match = _FRAME.match(frame)
    if match is None:
        return "process"
    module = match["file"].rpartition("rasd/")[2] if "rasd/" in match["file"] else match["file"]
    return f"{match['function']} {'/'.join(module.split('/')[-2:])}"


def drawn(stacks: Counter[tuple[str, ...]]) -> str:
    """The flame graph as SVG: callers below what they called, widths as parts of all samples."""
    root = Node()
    for stack, count in stacks.items():
        root.samples += count
        node = root
        for frame in stack:
            node = node.calls.setdefault(frame, Node())
            node.samples += count
    boxes: list[Box] = []
    _place(root, "all", 0, 0.0, root.samples, boxes)
    height = (max(depth for depth, *_ in boxes) + 1) * _ROW + 2 * _MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" role="img">',
        "<title>Where rasd extract spends its time</title>",
        f"<style>{_STYLE}</style>",
        f'<text class="title" x="8" y="20">rasd extract, one worker: {root.samples:,} samples; '
        "width is time, callers below; hold the pointer over a box for its name</text>",
    ]
    for depth, left, name, samples in boxes:
        lines += _box(depth, left, name, samples, root.samples, height)
    return "\n".join([*lines, "</svg>", ""])


def _place(
    node: Node,
    name: str,
    depth: int,
    left: float,
    total: int,
    boxes: list[Box],
) -> None:
    if node.samples < _LEAST * total:
        return
    boxes.append((depth, left, name, node.samples))
    for called in sorted(node.calls):
        _place(node.calls[called], called, depth + 1, left, total, boxes)
        left += node.calls[called].samples / total


def _box(depth: int, left: float, name: str, samples: int, total: int, height: int) -> list[str]:
    width = samples / total * (_WIDTH - 16)
    x, y = 8 + left * (_WIDTH - 16), height - _MARGIN - (depth + 1) * _ROW
    function, _, module = name.partition(" ")
    colour = _COLOURS.get(module.split("/")[0], _OTHER)
    fits = int((width - 4) / _LETTER)
    told = f"{name}: {100 * samples / total:.1f} %"
    lines = [
        f'<g><rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_ROW}" fill="{colour}">'
        f"<title>{escape(told)}</title></rect>"
    ]
    if fits > 2:
        shown = function if len(function) <= fits else f"{function[: fits - 1]}…"
        lines.append(f'<text x="{x + 3:.1f}" y="{y + 12}">{escape(shown)}</text>')
    return [*lines, "</g>"]


if __name__ == "__main__":
    main()
