"""Agreed labels for what people said: a machine's guesses and people's decisions, kept apart."""
