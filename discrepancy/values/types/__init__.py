"""One file a type of value."""
