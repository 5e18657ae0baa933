"""The pump: it claims what is due and hands it over.  Its figures, its statements, and the hint that it should look."""
