"""The value types: one file each. Files that begin with `_` are tools the types share."""
