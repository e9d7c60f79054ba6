"""How much a file to import may hold: more than any honest one does, and little enough to be read soon."""

from __future__ import annotations

MEGABYTE = 1024 * 1024
SECONDS = 60.0  # of the child process that reads a file
MEMORY = 1024 * MEGABYTE
LARGEST_INSIDE = 256 * MEGABYTE  # of what is packed in a workbook
MOST_PARTS = 2_000
MOST_ELEMENTS = 20_000_000  # of XML in one part of a workbook
MOST_ROWS = 200_000
MOST_CELLS = 5_000_000
MOST_CHARACTERS = 32_000_000  # of all cells of a sheet, or of all fields of a bibliography
LONGEST_CELL = 100_000  # characters; a spreadsheet itself keeps 32,767
LONGEST_FIELD = 100_000  # characters of a field of a bibliography
MOST_ENTRIES = 50_000
MOST_LINES = 5_000_000  # of a RIS file
MOST_PROBLEMS = 10_000  # that are collected before the rest is no longer looked at
MOST_NODES = 3_000_000  # of the YAML in all cells, aliases followed
LONGEST_ID = 100  # characters of the id of a source, which names its file
