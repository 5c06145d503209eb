"""Promises of team."""
