"""Names letter by letter, and the members of lists."""
