"""Fixtures of the tests of reading."""

from small_dossier import read_claims, read_files

__all__ = ["read_claims", "read_files"]
