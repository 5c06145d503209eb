"""Promises of safeguarding."""
