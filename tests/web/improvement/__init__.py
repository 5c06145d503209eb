"""Promises of improvement's pages."""
