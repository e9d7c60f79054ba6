"""Contradictions that no pair of claims shows: variable answers, the claims and laws that bind them, and
proofs by minimal sets.
"""
