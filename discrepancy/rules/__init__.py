"""The rules: one file each, declared by one line. Files that begin with `_` are tools the rules share."""
