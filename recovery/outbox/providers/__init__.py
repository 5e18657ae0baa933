"""Those who carry messages."""
