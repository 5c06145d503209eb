"""Promises of triage."""
