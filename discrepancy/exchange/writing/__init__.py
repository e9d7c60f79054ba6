"""What is written for people to work on: YAML, CSV and XLSX; one file a format."""
