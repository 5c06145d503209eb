"""Promises of quotations."""
