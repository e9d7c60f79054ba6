"""Whether a quote states the value that its claim gives: its figures, dates, hedges and names."""
