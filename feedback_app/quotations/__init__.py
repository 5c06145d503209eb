"""Quotes: proposed with what gives somebody away taken out, checked by a second person, then usable."""
