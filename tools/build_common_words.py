"""Writes `data/merge/common_words.tsv`: which words are too common to tell one incident.

    python tools/build_common_words.py --shared ../shared

Counts in how many texts each light stem stands: news articles on all matters, and the read half
of the reports of coded incidents (posts write other words than papers do), where all texts of
incidents that share sources count as one: the name of their village is not common. A stem in at
least `FEWEST` of a thousand texts of either is kept, with the larger of its shares.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rasd.evaluate.reports import read_reports
from rasd.evaluate.rows import read_jsonl
from rasd.merge.wording import stems_of

FEWEST = 8
FEWEST_INCIDENTS = 3
TARGET = Path(__file__).parents[1] / "src" / "rasd" / "data" / "merge" / "common_words.tsv"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, required=True, help="folder with dev/")
    dev = parser.parse_args().shared / "dev"
    articles = [
        str(value["text"])
        for name in ("articles_conflict", "articles_other")
        for _, value in read_jsonl(dev / f"{name}.jsonl.gz")
    ]
    reports = read_reports(dev / "coded_incidents.jsonl.gz")
    component_of = {r.doc_id: r.incident.component for r in reports.reports if r.half == "read"}
    posts: dict[str, list[str]] = {}
    for document in reports.documents:
        if document.id in component_of:
            posts.setdefault(component_of[document.id], []).append(document.text)
    share = Counter(shares(articles, fewest=1))
    told = shares(map("\n".join, posts.values()), fewest=FEWEST_INCIDENTS)
    for stem, permille in told.items():
        share[stem] = max(share[stem], permille)
    rows = sorted((stem, permille) for stem, permille in share.items() if permille >= FEWEST)
    lines = ["stem\tpermille", *(f"{stem}\t{permille}" for stem, permille in rows)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def shares(texts: Iterable[str], *, fewest: int) -> dict[str, int]:
    """In how many of a thousand texts each stem stands, where it stands in `fewest` at least."""
    counts: Counter[str] = Counter()
    size = 0
    for text in texts:
        counts.update(set(stems_of(text)))
        size += 1
    return {stem: round(1000 * count / size) for stem, count in counts.items() if count >= fewest}


if __name__ == "__main__":
    main()
