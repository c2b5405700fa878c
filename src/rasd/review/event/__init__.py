"""What the page of an event shows, made from the store: values with their words, texts, reasons."""

from rasd.review.event.ground import Ground, Quote, read_ground
from rasd.review.event.view import EventView, event_view

__all__ = ["EventView", "Ground", "Quote", "event_view", "read_ground"]
