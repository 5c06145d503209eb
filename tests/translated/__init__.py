"""Translations of what people said."""
