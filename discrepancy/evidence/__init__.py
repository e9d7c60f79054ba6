"""Evidence: the texts of the sources, the quotes in them, and the figures, dates and names that words state."""
