"""Changing the codebook."""
