"""Benchmarks: `python -m tests.benchmarks` measures side by side in one run and prints ratios. No test measures time."""
