"""Learn what each feature of two mentions counts, from reports of coded incidents.

    python benchmarks/train_merge.py --shared ../shared            # print
    python benchmarks/train_merge.py --shared ../shared --write    # into data/merge/weights.toml

A logistic regression over the named features of `rasd.merge.features`: pairs of located reports of
the read half, with dates as given and with the incident's day for undated texts, those that
contradict left out. A pair weighs as much as it says of its reports: one incident with twenty
reports does not outvote ten with two. Each weight is drawn towards the prior that stands beside it
in the file (the contract's rules; `PRIOR` says how strongly) and keeps the sign of it, so that a
feature that these reports never show stays what it was. The unread half is only scored.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from coreference import Coded, code_reports
from rasd.knowledge import load_knowledge
from rasd.merge.compare import contradict
from rasd.merge.features import measured, relation
from rasd.merge.passages import index_passages
from rasd.merge.profile import Profile, profile
from rasd.merge.weights import Weights, load_weights

TARGET = Path(__file__).parents[1] / "src" / "rasd" / "data" / "merge" / "weights.toml"
PRIOR = 10.0
"""A prior as strong as so many pairs that are surely right."""
FREE_SIGN = ("place.", "date.")
"""Every pair has one of each, so that only their differences say anything."""
_TABLE = re.compile(r"^\[(\w+)\]$")
_WEIGHT = re.compile(r"^(?P<name>\w+) = (?P<value>-?[\d.]+)\s+# prior (?P<prior>-?[\d.]+)")
_START = re.compile(r"^start = (?P<value>-?[\d.]+)")
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two located reports: what is measured, whether they are one incident, how much it weighs."""

    half: str
    features: Mapping[str, float]
    same: bool
    weight: float


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, required=True, help="folder with dev/")
    parser.add_argument("--write", action="store_true", help="write the weights file")
    options = parser.parse_args()
    path = options.shared / "dev" / "coded_incidents.jsonl.gz"
    weights = load_weights()
    pairs: list[Pair] = []
    for assume in (False, True):
        pairs += pairs_of(code_reports(path, assume_dates=assume), weights)
    text = TARGET.read_text(encoding="utf-8")
    priors = read_priors(text)
    learnt, start = fit([p for p in pairs if p.half == "read"], priors, weights.start)
    for name, prior in priors.items():
        shown = Counter(p.same for p in pairs if p.half == "read" and name in p.features)
        print(f"{learnt[name]:+6.2f} (prior {prior:+.1f}) {name:28} {shown[True]} {shown[False]}")
    print(f"{start:+6.2f} start")
    for half in ("read", "unread"):
        for line in scores([p for p in pairs if p.half == half], learnt, start):
            print(half, line)
    if options.write:
        TARGET.write_text(rewritten(text, learnt, start), encoding="utf-8")


def pairs_of(coded: Coded, weights: Weights) -> Iterator[Pair]:
    """The pairs of located reports of one half that do not contradict each other."""
    parents = {actor.id: actor.parent for actor in load_knowledge().actors.values() if actor.parent}
    texts = {document.id: document.text for document in coded.set.documents}
    passages = index_passages({d.id: d.reuse for d in coded.set.documents if d.reuse})
    mention_of = {mention.id: mention for mention in coded.mentions}
    told: dict[str, list[tuple[Profile, str]]] = {"read": [], "unread": []}
    for report in coded.set.reports:
        name = coded.located.get((report.incident.id, report.doc_id))
        if name is not None:
            mention = mention_of[name]
            seen = profile(mention, parents=parents, weights=weights, text=texts[mention.doc_id])
            told[report.half].append((seen, report.incident.id))
    for half, profiles in told.items():
        size = Counter(incident for _, incident in profiles)
        for (a, one), (b, other) in combinations(profiles, 2):
            if contradict(a, b, weights=weights):
                continue
            found = measured(a, b, relation(a, b, limits=weights.limits, passages=passages))
            weight = (1 / size[one] + 1 / size[other]) / 2
            yield Pair(half=half, features=dict(found), same=one == other, weight=weight)


def read_priors(text: str) -> dict[str, float]:
    """The prior of each weight, from the comments of the file."""
    return {name: prior for name, _, prior in _weights(text)}


def _weights(text: str) -> Iterator[tuple[str, int, float]]:
    table = ""
    for number, line in enumerate(text.split("\n")):
        if head := _TABLE.match(line):
            table = head[1]
        elif found := _WEIGHT.match(line):
            yield f"{table}.{found['name']}", number, float(found["prior"])


def fit(
    pairs: Sequence[Pair], priors: Mapping[str, float], start: float
) -> tuple[dict[str, float], float]:
    """The most likely weights under the priors, and the start."""
    names = list(priors)
    features, same, weight = _arrays(pairs, names)
    prior = np.array([*priors.values(), start])

    def loss(values: Numbers) -> tuple[float, Numbers]:
        score = features @ values[:-1] + values[-1]
        missed = np.logaddexp(0.0, np.where(same > 0, -score, score))
        pull = values - prior
        pull[-1] = 0.0
        slope = weight * (1 / (1 + np.exp(-score)) - same)
        return (
            float((weight * missed).sum() + PRIOR * (pull**2).sum() / 2),
            np.append(features.T @ slope, slope.sum()) + PRIOR * pull,
        )

    bounds = [_bounds(name, priors[name]) for name in names]
    found = minimize(loss, prior, jac=True, bounds=[*bounds, (None, None)], method="L-BFGS-B")
    return dict(zip(names, map(float, found.x[:-1]), strict=True)), float(found.x[-1])


def _bounds(name: str, prior: float) -> tuple[float | None, float | None]:
    if name.startswith(FREE_SIGN):
        return (None, None)
    return (0.0, None) if prior > 0 else (None, 0.0)


def _arrays(pairs: Sequence[Pair], names: Sequence[str]) -> tuple[Numbers, Numbers, Numbers]:
    return (
        np.array([[pair.features.get(name, 0.0) for name in names] for pair in pairs]),
        np.array([float(pair.same) for pair in pairs]),
        np.array([pair.weight for pair in pairs]),
    )


def scores(pairs: Sequence[Pair], learnt: Mapping[str, float], start: float) -> Iterator[str]:
    """Precision and recall of single pairs, weighed, at some thresholds."""
    features, same, weight = _arrays(pairs, list(learnt))
    score = features @ np.array(list(learnt.values())) + start
    for threshold in (-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0):
        kept = weight * (score >= threshold)
        right = float((kept * same).sum())
        precision, recall = right / kept.sum(), right / (weight * same).sum()
        yield f"from {threshold:+.1f}: precision {precision:.3f}, recall {recall:.3f}"


def rewritten(text: str, learnt: Mapping[str, float], start: float) -> str:
    """The file with other weights; priors, comments and everything set by hand stay."""
    lines = text.split("\n")
    for name, number, _ in _weights(text):
        line = lines[number]
        key, comment = line.split(" = ")[0], line[line.index("#") :]
        lines[number] = f"{key} = {learnt[name]:.2f}".ljust(24) + " " + comment
    lines = [f"start = {start:.2f}" if _START.match(line) else line for line in lines]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
