"""The person's own pages, without signing in, by right of a locked session (session.py)."""
