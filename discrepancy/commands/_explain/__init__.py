"""The pages of `explain`: topics that need no dossier, and those of what a dossier holds."""
