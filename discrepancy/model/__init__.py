"""The records of a dossier, and the vocabulary and laws that ship with the package.

Most modules hold frozen records and nothing else: claim, source, dossier, vocabulary, law, review, problem,
mark. Those that compute are `core_vocabulary` and `core_laws` (what ships, laid under what a dossier
declares), `law_parser`, `law_names` and `law_checker` (the text of a law to its record), `registry` (which
entity or term a name stands for) and `graph` (walks over links between ids).
"""
