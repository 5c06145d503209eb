"""Promises of finding."""
