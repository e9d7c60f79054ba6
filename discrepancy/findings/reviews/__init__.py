"""What people decided of findings: matched, written, and the baseline."""
