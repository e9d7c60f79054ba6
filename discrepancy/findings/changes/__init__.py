"""What is new, gone or brought by a source since a revision or a baseline."""
