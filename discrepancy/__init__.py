"""Compares what sources claim: which claims cannot be true together, and why."""
