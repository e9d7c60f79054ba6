"""The report formats: one file each, with a function `report(run) -> str`."""
