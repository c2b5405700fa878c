"""Learns the weights of `data/confidence.toml`, so that a confidence says how often it is right.

    python benchmarks/calibrate.py --shared ../shared [--write]

Each incident that extraction finds in annotated articles is one example: right where the gold
has it, wrong where not; what falls on optional or background events is left out. Incidents
found in articles that report none are wrong. The model is a logistic regression with an L2
penalty, fitted by gradient descent; its features and their meaning stand in the data file.
It is fitted on the annotated development articles and on the read half of those annotated by us
(`benchmarks/annotations`); the unread half of these, which no rule was written on, tests it.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from math import exp
from pathlib import Path

from msgspec.structs import asdict

from rasd.engines import mention as mention_module
from rasd.engines.confidence import Features
from rasd.evaluate import read_gold, score
from rasd.evaluate.rows import document_of, half_of, read_jsonl
from rasd.model import INCIDENT_TYPES, Document, Mention, Status
from rasd.pipeline import code_document

DATA = Path(__file__).resolve().parents[1] / "src/rasd/data/confidence.toml"
ANNOTATIONS = Path(__file__).parent / "annotations" / "conflict.json"
STEPS, RATE, PENALTY = 4000, 0.05, 0.02
Example = tuple[dict[str, float], int, str]


def code(document: Document) -> list[tuple[Mention, Features]]:
    """The mentions of a document with what the confidence model saw of each."""
    seen: list[Features] = []
    original = mention_module.confidence

    def recording(features: Features) -> float:
        seen.append(features)
        return original(features)

    mention_module.confidence = recording
    try:
        mentions = code_document(document).mentions
    finally:
        mention_module.confidence = original
    return list(zip(mentions, seen, strict=True))


def is_core(mention: Mention) -> bool:
    """Whether a mention counts as an incident."""
    told = mention.status in (Status.REPORTED, Status.CLAIMED)
    return mention.event_type in INCIDENT_TYPES and told


def annotated(gold_file: Path, texts: Path) -> list[Example]:
    """Incidents found in annotated articles, right or wrong."""
    gold = read_gold(gold_file)
    wanted = {article.doc for article in gold}
    features: dict[str, Features] = {}
    mentions: list[Mention] = []
    for where, value in read_jsonl(texts):
        if value["id"] not in wanted:
            continue
        for mention, seen in code(document_of(value, where)):
            features[mention.id] = seen
            mentions.append(mention)
    card = score(gold, mentions)
    wrong = {(m.doc, m.quote) for m in card.mistakes if m.kind == "invented"}
    judged = {m.id for m in mentions if is_core(m)}
    examples: list[Example] = []
    for mention in mentions:
        if mention.id not in judged:
            continue
        quote = next(e.quote for e in mention.evidence if e.field == "event")
        bad = any(doc == mention.doc_id and (quote in q or q in quote) for doc, q in wrong)
        examples.append((asdict(features[mention.id]), int(not bad), mention.doc_id))
    return examples


def others(shared: Path) -> list[Example]:
    """Incidents found where there is none."""
    examples: list[Example] = []
    for where, value in read_jsonl(shared / "dev" / "articles_other.jsonl.gz"):
        for mention, seen in code(document_of(value, where)):
            if is_core(mention):
                examples.append((asdict(seen), 0, mention.doc_id))
    return examples


def fit(examples: Sequence[Example]) -> tuple[float, dict[str, float]]:
    """Bias and weights that make the examples likely."""
    names = sorted(examples[0][0])
    bias, weights = 0.0, dict.fromkeys(names, 0.0)
    for _ in range(STEPS):
        slope, slopes = 0.0, dict.fromkeys(names, 0.0)
        for values, label, _doc in examples:
            error = predict(bias, weights, values) - label
            slope += error
            for name in names:
                slopes[name] += error * values[name]
        bias -= RATE * slope / len(examples)
        for name in names:
            weights[name] -= RATE * (slopes[name] / len(examples) + PENALTY * weights[name])
    return bias, weights


def predict(bias: float, weights: dict[str, float], values: dict[str, float]) -> float:
    """The modelled probability of being right."""
    return 1.0 / (1.0 + exp(-(bias + sum(weights[n] * values[n] for n in weights))))


def report(name: str, bias: float, weights: dict[str, float], examples: Sequence[Example]) -> None:
    """Prints mean confidence against the share right, by fifths of the scale."""
    print(f"{name}: {len(examples)} incidents, {sum(e[1] for e in examples)} right")
    error = 0.0
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        bin_ = [
            (predict(bias, weights, values), label)
            for values, label, _ in examples
            if low <= predict(bias, weights, values) < low + 0.2 + (low == 0.8) * 0.01
        ]
        if bin_:
            mean = sum(p for p, _ in bin_) / len(bin_)
            share = sum(label for _, label in bin_) / len(bin_)
            error += abs(mean - share) * len(bin_) / len(examples)
            print(
                f"  {low:.1f}-{low + 0.2:.1f}: n={len(bin_):3d} said {mean:.2f} right {share:.2f}"
            )
    print(f"  expected calibration error {error:.3f}")


def write(bias: float, weights: dict[str, float]) -> None:
    """Puts the numbers into the data file and keeps its comments."""
    text = DATA.read_text("utf-8")
    text = re.sub(r"(?m)^bias = .*$", f"bias = {bias:.3f}", text)
    for name, weight in weights.items():
        text = re.sub(rf"(?m)^({name} = )\S+", rf"\g<1>{weight:.3f}", text)
    DATA.write_text(text, "utf-8")


def main() -> None:
    """Fits, reports, and writes where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--write", action="store_true", help="update data/confidence.toml")
    options = parser.parse_args()
    dev = options.shared / "dev"
    known = annotated(dev / "gold_articles.json", dev / "gold_articles.jsonl")
    halved = annotated(ANNOTATIONS, dev / "articles_conflict.jsonl.gz") + others(options.shared)
    known += [e for e in halved if half_of(e[2]) == "read"]
    unread = [e for e in halved if half_of(e[2]) == "unread"]
    bias, weights = fit(known)
    report("articles read, fitted", bias, weights, known)
    report("articles not read", bias, weights, unread)
    print(f"bias {bias:.3f}", {name: round(w, 3) for name, w in weights.items()})
    if options.write:
        write(bias, weights)


if __name__ == "__main__":
    main()
