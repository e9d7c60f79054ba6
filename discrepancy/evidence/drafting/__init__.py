"""Candidate claims drafted from a text: its dates, figures and speakers, and the question that each may
answer.
"""
