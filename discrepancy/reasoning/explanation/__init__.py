"""Proofs put into words: the steps, the arithmetic and the ranges that are left."""
