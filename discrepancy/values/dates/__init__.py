"""Dates as people write them: grammar, calendars, languages, and what each phrase means."""
