"""Bibliographies read: BibLaTeX, CSL-JSON and RIS; one file a format."""
