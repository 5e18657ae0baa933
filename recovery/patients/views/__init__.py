"""Pages about people in care."""
