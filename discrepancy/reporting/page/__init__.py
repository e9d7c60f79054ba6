"""What a page says, part by part, in Markdown: for the formats markdown, html and summary."""
