"""One file a format: each turns a run into text."""
