"""Finding what people said: search, views kept for later, and boards of excerpts for a report."""
