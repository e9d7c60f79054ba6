"""Quotes looked up in texts: whether they stand there exactly, nearly, changed or not at all, and where."""
