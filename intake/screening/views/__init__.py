"""Pages of screening.  Each makes one call and renders."""
