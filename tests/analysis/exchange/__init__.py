"""Codebooks and projects in files of other programs."""
