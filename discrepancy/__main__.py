"""`python -m discrepancy`."""

from discrepancy.commands.main import main

main()
