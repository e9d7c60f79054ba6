"""What several commands share: their options, the error that ends one, what is printed, and runs of
dossiers.
"""
