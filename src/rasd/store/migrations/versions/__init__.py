"""Loaded by Alembic from their paths, in the order of `down_revision`."""
