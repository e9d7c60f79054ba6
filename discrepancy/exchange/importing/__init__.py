"""`import`: a sheet or a bibliography made into source files. Everything is checked before anything is
written.
"""
