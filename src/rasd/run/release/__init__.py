"""A dataset as it is published: a folder with its data, how they came about and what they mean."""
