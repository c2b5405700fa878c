"""Live sources: feeds, sitemaps and folders, followed politely into a store."""

from rasd.run.watch.config import Settings, Source, SourceKind, read_settings
from rasd.run.watch.health import Health, SourceHealth, read_health
from rasd.run.watch.loop import Watching, watch_sources
from rasd.run.watch.trace import Fetch, trace

__all__ = [
    "Fetch",
    "Health",
    "Settings",
    "Source",
    "SourceHealth",
    "SourceKind",
    "Watching",
    "read_health",
    "read_settings",
    "trace",
    "watch_sources",
]
