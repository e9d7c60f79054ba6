"""One input format per file: text in, typed records and problems out. A file whose name begins with `_` is a
tool of the others.
"""
