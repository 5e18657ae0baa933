"""Pages of the treatment plan."""
