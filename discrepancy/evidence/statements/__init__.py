"""What running prose states: its sentences, dates, figures and names."""
