"""Rounds of coding: how items are drawn and ordered, and who may see what of them."""
