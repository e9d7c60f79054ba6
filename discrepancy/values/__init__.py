"""Stated values: what a text means, as nested sets of answers, and how two values relate."""
