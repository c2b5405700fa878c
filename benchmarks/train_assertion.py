"""Learns the weights of `data/assertion.toml`: which signs tell an event that happened.

    python benchmarks/train_assertion.py --shared ../shared [--write]

One example is one incident that the rules would draw from a text, described by the signs of
`rasd.engines.signs`. Examples come from the read half of

- the annotated sentences: its label is the share of annotators who saw an event there;
  every candidate of a sentence that nobody accepted is wrong, of another the likeliest counts;
- the annotated articles and the seeds: right where its words overlap an annotated event;
- the examples of the event files: right;
- the articles that report no incident: wrong;
- the sources of coded incidents: the likeliest of a text is right, with a tenth of the weight.

The model is a logistic regression with an L2 penalty, fitted by Newton's method. The threshold is
the one with the best F1 on the sentences in five-fold cross-validation, the difficult negatives
counted and left out. Only the signs that the
data file names take part: to drop a sign delete its line, to try one add a line with weight 0.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from math import exp
from pathlib import Path

from rasd.engines.asserted import group_signs, model_name
from rasd.engines.rules import Candidate, read
from rasd.evaluate import read_gold
from rasd.evaluate.incidents import read_coded
from rasd.evaluate.rows import document_of, half_of, read_csv, read_jsonl
from rasd.knowledge import load_knowledge
from rasd.knowledge.tables import read_toml, toml_files
from rasd.model import Document, sha256_text

DATA = Path(__file__).resolve().parents[1] / "src/rasd/data/assertion.toml"
KINDS = {"assault": "ASSAULT", "protest": "PROTEST"}
PENALTY = {"assault": 20.0, "protest": 10.0}
CODED_WEIGHT = 0.1
ARTICLE_WEIGHT = 4.0
PROOF_WEIGHT = {"assault": 2.0, "protest": 0.3}
FOLDS, NEWTON_STEPS, CHOICES = 5, 12, 3
Signs = dict[str, float]


@dataclass(frozen=True)
class Example:
    """A text, or a candidate of it: the signs of its passages, the label and the weight."""

    doc: str
    passages: list[Signs]
    label: float
    weight: float
    verdict: str = ""
    """The annotators' label, for sentences."""


@dataclass(frozen=True)
class Weights:
    """A fitted model."""

    bias: float
    of: Signs

    def logit(self, signs: Signs) -> float:
        return self.bias + sum(self.of.get(name, 0.0) * value for name, value in signs.items())

    def best(self, passages: Sequence[Signs]) -> float:
        return max((self.logit(signs) for signs in passages), default=-99.0)


def candidates(document: Document, kind: str) -> list[tuple[Candidate, list[Signs]]]:
    """The incidents that the rules would draw from a document, with their signs."""
    return [
        (c, group_signs(c.group, c.stands, c.others, document.published))
        for c in _found(document)
        if c.belief is not None and model_name(c.group) == kind
    ]


@cache
def _found(document: Document) -> tuple[Candidate, ...]:
    return read(document, load_knowledge()).candidates


def sentences(shared: Path, kind: str) -> list[Example]:
    """Annotated sentences: all candidates of one, with the share of annotators who said yes."""
    examples: list[Example] = []
    for _, row in read_csv(shared / "dev" / "sentences" / "detection.csv.gz"):
        if row["event_type"] != KINDS[kind]:
            continue
        doc = f"{row['event_type']}/{row['id']}"
        text = row["text"]
        found = candidates(Document(id=doc, text=text, sha256=sha256_text(text)), kind)
        label = int(row["accept"]) / int(row["total"])
        passages = [signs for _, group in found for signs in group]
        examples.append(Example(doc, passages, label, 1.0, row["label"]))
    return examples


def articles(shared: Path, kind: str) -> list[Example]:
    """Candidates of the annotated articles and the seeds: right where an event is annotated."""
    examples: list[Example] = []
    documents = {
        str(value["id"]): document_of(value, where)
        for where, value in read_jsonl(shared / "dev" / "gold_articles.jsonl")
    }
    gold = read_gold(shared / "dev" / "gold_articles.json")
    for item in read_gold(shared / "seeds" / "gold.json"):
        text = (shared / "seeds" / item.doc).read_bytes().decode("utf-8-sig")
        documents[item.doc] = Document(
            id=item.doc, text=text, sha256=sha256_text(text), published=item.published
        )
        gold = (*gold, item)
    for item in gold:
        if half_of(item.doc) != "read" and not item.doc.endswith(".txt"):
            continue
        told = {i for event in item.events for start, end in event.spans for i in range(start, end)}
        for candidate, passages in candidates(documents[item.doc], kind):
            right = bool(told & set(_characters(candidate, documents[item.doc])))
            examples.append(Example(item.doc, passages, float(right), ARTICLE_WEIGHT))
    return examples


def proofs(kind: str) -> list[Example]:
    """The sentences that each event file gives as its examples: right, whatever else."""
    examples: list[Example] = []
    for path in toml_files("ar/events"):
        for n, text in enumerate(read_toml(path)["proof"]["examples"]):
            doc = f"{path}:{n}"
            found = candidates(Document(id=doc, text=text, sha256=sha256_text(text)), kind)
            passages = [signs for c, group in found if c.stands for signs in group]
            if passages:
                examples.append(Example(doc, passages, 1.0, PROOF_WEIGHT[kind]))
    return examples


def empty(shared: Path, kind: str) -> list[Example]:
    """Candidates of articles that report no incident: wrong, but for what looks back."""
    return [
        Example(value["id"], passages, 0.0, 1.0)
        for where, value in read_jsonl(shared / "dev" / "articles_other.jsonl.gz")
        for candidate, passages in candidates(document_of(value, where), kind)
        if half_of(value["id"]) == "read"
        and not all(d.background or d.bare for d in candidate.group)
    ]


def coded(shared: Path, kind: str) -> list[Example]:
    """Sources of coded incidents: each tells one, whichever candidate it is."""
    examples: list[Example] = []
    for incident in read_coded(shared / "dev" / "coded_incidents.jsonl.gz"):
        if half_of(incident.id) != "read":
            continue
        for source in incident.sources:
            found = [signs for c, g in candidates(source, kind) if c.stands for signs in g]
            if found:
                examples.append(Example(incident.id, found, 1.0, CODED_WEIGHT))
    return examples


def _characters(candidate: Candidate, document: Document) -> Iterable[int]:
    from rasd.text import fold

    body = fold(document.text)
    for draft in candidate.group:
        if not draft.title:
            span = body.original_span(draft.frame.span)
            yield from range(span.start, span.end)


def fit(examples: Sequence[Example], names: Sequence[str], penalty: float) -> Weights:
    """The weights that make the examples likely; of several passages the likeliest counts."""
    weights = Weights(0.0, {"detailed": 1.0, "asserted": 0.5, "violent": 0.5})
    for _ in range(CHOICES):
        rows = [
            ([s.get(n, 0.0) for n in names] + [1.0], e.label, e.weight)
            for e in examples
            for s in _counted(e, weights)
        ]
        weights = _newton(rows, names, penalty)
    return weights


def _counted(example: Example, weights: Weights) -> list[Signs]:
    if example.label == 0.0:
        return example.passages
    return sorted(example.passages, key=weights.logit)[-1:]


def _newton(
    rows: list[tuple[list[float], float, float]], names: Sequence[str], penalty: float
) -> Weights:
    size = len(names) + 1
    theta = [0.0] * size
    sparse = [([(i, v) for i, v in enumerate(row) if v], y, w) for row, y, w in rows]
    for _ in range(NEWTON_STEPS):
        slope = [penalty * t for t in theta[:-1]] + [0.0]
        curve = [[0.0] * size for _ in range(size)]
        for i in range(size):
            curve[i][i] = penalty if i < size - 1 else 1e-6
        for row, label, weight in sparse:
            p = 1.0 / (1.0 + exp(-max(-30.0, min(30.0, sum(theta[i] * v for i, v in row)))))
            error, bend = weight * (p - label), weight * p * (1 - p)
            for i, v in row:
                slope[i] += error * v
                line, scaled = curve[i], bend * v
                for j, u in row:
                    line[j] += scaled * u
        step = _solve(curve, slope)
        theta = [t - s for t, s in zip(theta, step, strict=True)]
        if max(abs(s) for s in step) < 1e-4:
            break
    return Weights(theta[-1], dict(zip(names, theta, strict=False)))


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination; the matrix is symmetric and positive definite."""
    size = len(right)
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for i in range(size):
        pivot = rows[i]
        for row in rows[i + 1 :]:
            if factor := row[i] / pivot[i]:
                for j in range(i, size + 1):
                    row[j] -= factor * pivot[j]
    solution = [0.0] * size
    for i in reversed(range(size)):
        rest = sum(rows[i][j] * solution[j] for j in range(i + 1, size))
        solution[i] = (rows[i][size] - rest) / rows[i][i]
    return solution


Scored = list[tuple[float, str]]
"""A logit and the annotators' label, for each sentence."""


def scored(examples: Iterable[Example], weights: Weights) -> Scored:
    return [(weights.best(e.passages), e.verdict) for e in examples if e.verdict != "ambiguous"]


def f1(scores: Scored, threshold: float, easy: bool = False) -> float:
    """F1 of the sentences above a threshold; `easy` leaves the difficult negatives out."""
    judged = [(s, v) for s, v in scores if not (easy and v == "difficult no")]
    found = sum(s >= threshold for s, _ in judged)
    right = sum(s >= threshold and v == "yes" for s, v in judged)
    wanted = sum(v == "yes" for _, v in judged)
    return 2 * right / (found + wanted) if right else 0.0


def precision_at_each(scores: Scored) -> float:
    """Average precision: how far up the list the true ones stand."""
    right, total = 0, 0.0
    for n, (score, verdict) in enumerate(sorted(scores, reverse=True), start=1):
        if verdict == "yes" and score > -99:
            right += 1
            total += right / n
    return total / max(1, sum(v == "yes" for _, v in scores))


def cross_validated(
    told: list[Example], rest: list[Example], names: Sequence[str], penalty: float
) -> Scored:
    """Scores of the sentences, each from a model that did not see it."""
    scores: Scored = []
    for fold in range(FOLDS):
        kept = [e for e in told if _fold(e.doc) != fold]
        weights = fit([*kept, *rest], names, penalty)
        scores += scored([e for e in told if _fold(e.doc) == fold], weights)
    return scores


def _half(sentence: Example) -> str:
    """The half by the sentence's own id, as `evaluate_dev.py` splits: without its kind."""
    return half_of(sentence.doc.split("/", 1)[1])


def _fold(doc: str) -> int:
    return sha256(doc.encode()).digest()[1] % FOLDS


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--write", action="store_true", help="update data/assertion.toml")
    options = parser.parse_args()
    tables = read_toml("assertion.toml")
    for kind in KINDS:
        names = sorted(tables[kind]["weights"])
        told = sentences(options.shared, kind)
        near = [e for e in told if _half(e) == "read"]
        far = [e for e in told if _half(e) == "unread"]
        rest = [
            *articles(options.shared, kind),
            *empty(options.shared, kind),
            *coded(options.shared, kind),
            *proofs(kind),
        ]
        scores = cross_validated(near, rest, names, PENALTY[kind])
        cuts = sorted({score for score, _ in scores})
        threshold = max(cuts, key=lambda cut: f1(scores, cut) + f1(scores, cut, True))
        weights = fit([*near, *rest], names, PENALTY[kind])
        unseen = scored(far, weights)
        print(
            f"{kind}: {len(near)} sentences, {len(rest)} others, {len(names)} signs; "
            f"cross-validated F1 {f1(scores, threshold):.3f} "
            f"(easy {f1(scores, threshold, True):.3f}, "
            f"average precision {precision_at_each(scores):.3f}); unread F1 "
            f"{f1(unseen, threshold):.3f} (easy {f1(unseen, threshold, True):.3f}, "
            f"average precision {precision_at_each(unseen):.3f})"
        )
        if options.write:
            write(kind, weights, 1.0 / (1.0 + exp(-threshold)))


def write(kind: str, weights: Weights, threshold: float) -> None:
    """Puts the numbers of one model into the data file and keeps its comments."""
    text = DATA.read_text("utf-8")
    start = text.index(f"[{kind}]")
    following = text.find("\n\n[", text.index(f"[{kind}.weights]"))
    end = len(text) if following < 0 else following
    part = text[start:end]
    part = re.sub(r"(?m)^bias = .*$", f"bias = {weights.bias:.3f}", part)
    part = re.sub(r"(?m)^(threshold = )\S+", rf"\g<1>{threshold:.3f}", part)
    for name, weight in weights.of.items():
        part = re.sub(rf"(?m)^({name} = )\S+", rf"\g<1>{weight:.3f}", part)
    DATA.write_text(text[:start] + part + text[end:], "utf-8")


if __name__ == "__main__":
    main()
