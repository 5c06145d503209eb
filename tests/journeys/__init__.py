"""Walks through the site in a real browser, axe on every page."""
