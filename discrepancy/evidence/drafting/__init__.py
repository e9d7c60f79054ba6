"""Claims drafted from a text that nobody has encoded yet: dates, figures, speakers and the question each may
answer.
"""
