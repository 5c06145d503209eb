"""Promises of bottle."""
