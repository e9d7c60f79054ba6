"""What lies below the program: files, git objects, and what a terminal can show."""
