"""FollowTheMoney entities, one JSON object a line, for Aleph and the tools around it."""

from rasd.export.ftm.entities import ftm_text

__all__ = ["ftm_text"]
