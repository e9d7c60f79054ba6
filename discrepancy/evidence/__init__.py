"""The texts of the sources, the quotes in them, and the figures, dates and names that their words state."""
