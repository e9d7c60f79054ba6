"""What writes the formats that people edit: one format per file, `def write(`."""
