"""How good the extraction is: predictions against annotated articles, sentences, incidents."""

from rasd.evaluate.clusters import ClusterCard, score_events
from rasd.evaluate.gold import GoldArticle, GoldEvent, GoldFigure, read_gold
from rasd.evaluate.predictions import Predictions, read_predictions
from rasd.evaluate.report import mistakes_text, scorecard_json, scorecard_markdown
from rasd.evaluate.rounds import Difference, FieldAgreement, agreement_by_field, differences
from rasd.evaluate.scorecard import FieldScore, Mistake, Scorecard, evaluate_files, score
from rasd.evaluate.side_by_side import (
    SideBySide,
    evaluate_side_by_side,
    side_by_side_json,
    side_by_side_markdown,
)

__all__ = [
    "ClusterCard",
    "Difference",
    "FieldAgreement",
    "FieldScore",
    "GoldArticle",
    "GoldEvent",
    "GoldFigure",
    "Mistake",
    "Predictions",
    "Scorecard",
    "SideBySide",
    "agreement_by_field",
    "differences",
    "evaluate_files",
    "evaluate_side_by_side",
    "mistakes_text",
    "read_gold",
    "read_predictions",
    "score",
    "score_events",
    "scorecard_json",
    "scorecard_markdown",
    "side_by_side_json",
    "side_by_side_markdown",
]
