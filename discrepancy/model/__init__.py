"""The records of a dossier, and the vocabulary and laws that the package ships. Nothing here computes."""
