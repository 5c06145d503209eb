"""Promises of second reading."""
