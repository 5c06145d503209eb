"""Promises of intake."""
