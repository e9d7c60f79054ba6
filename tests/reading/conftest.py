"""Fixtures of the tests of reading."""

from tests.support.read_sources import read_claims, read_files

__all__ = ["read_claims", "read_files"]
