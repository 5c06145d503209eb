"""Catalogues, one folder a language: the app's words and the surveys' together."""
