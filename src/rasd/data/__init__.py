"""Data files: Arabic and everything else that is knowledge, not code."""
