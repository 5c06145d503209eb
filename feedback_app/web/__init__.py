"""Doors: what is asked of us over HTTP, who may ask it, and the page they get. One folder per audience."""
