"""Reads dossiers from YAML: text in, typed records and problems out.

One file for each kind of file that people write (`dossier_file`, `source_file`, `review_file`,
`baseline_file`), and `dossiers` for whole folders. `page` opens a file, `yaml_tree` and its neighbours make a
tree of it, `fields` takes the tree apart by the tables in `forms`. What is wrong is a `Problem` with its
place, and reading goes on.
"""
