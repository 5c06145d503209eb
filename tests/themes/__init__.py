"""Promises of themes."""
