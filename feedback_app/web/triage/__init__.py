"""Concerns: seen at once, taken by somebody, and decided with a reason."""
