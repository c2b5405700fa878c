"""Lists, maps and timelines of events: their rows, which of them a filter wants, and counts."""
