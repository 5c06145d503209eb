"""Translations into English of what people said: beside their own words, never in place of them."""
