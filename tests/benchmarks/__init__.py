"""Promises of the measurements: each can be run, and a quick run leaves what was measured."""
