"""Asking a language model over the network: client, cache of answers, budget, and what it cost.

What is asked and what is believed of an answer is decided in `rasd.engines.llm`.
"""
