"""The claims on one question: which may be compared, the camps they fall into, their scopes, origins and
perspectives.
"""
