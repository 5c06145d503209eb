"""Promises of the pages that raise a concern."""
