"""What was worked out before and need not be worked out again. Safe to delete; what comes out is the same
with it and without.
"""
