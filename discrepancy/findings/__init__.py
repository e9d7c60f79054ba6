"""What a run finds and keeps: findings with identities, their reviews, and how they compare with an earlier
state.
"""
