"""Figures for whoever decides: drawn once when enough has changed, safe by type, and read in no time."""
