"""One command per file, found by its name; what several need is in `cli.py`, which also has the older ones."""
