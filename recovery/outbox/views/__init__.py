"""Pages about messages, and what providers report."""
