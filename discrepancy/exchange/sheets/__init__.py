"""Sheets of claims read: delimited text, XLSX and ODS."""
