"""Quotes looked up in texts: found exactly, nearly, changed or not at all, and where."""
