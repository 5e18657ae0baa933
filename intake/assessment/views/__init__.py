"""Pages of assessment and decision.  Each makes one call and renders."""
