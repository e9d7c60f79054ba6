"""Syntax trees of YAML files, kept by the hash of their text, so that a file is parsed once."""

from __future__ import annotations

import hashlib
from typing import Any

from discrepancy.findings.cache.program_hash import program_hash
from discrepancy.findings.cache.store import Store


class StoredTrees:
    """The trees that a store holds, as the reader asks for them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, text: str) -> Any:
        """What is kept of a text, or None."""
        return self._store.get(self._name(text))

    def put(self, text: str, tree: Any) -> None:
        """Keeps the tree of a text."""
        self._store.put(self._name(text), tree)

    @staticmethod
    def _name(text: str) -> str:
        return f"tree {program_hash()} {hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
