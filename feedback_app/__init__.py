"""The feedback platform: everything with a memory or a screen."""
