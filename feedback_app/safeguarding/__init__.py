"""Possible harm: concerns, who must be told and by when, and what they decided."""
