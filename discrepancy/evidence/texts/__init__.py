"""The texts of sources: opened from plain text, Markdown, HTML and PDF, and normalised with a map back to
offsets.
"""
