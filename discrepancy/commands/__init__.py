"""One command a file, found by its name; files and rooms that begin with `_` hold what the commands need."""
