"""Numbers as people write them: numerals, hedges, bounds and units."""
