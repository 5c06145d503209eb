"""Promises of coding."""
