"""What a Markdown page says, part by part."""
