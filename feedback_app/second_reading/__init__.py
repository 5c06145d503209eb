"""A second person reads a random tenth of what was coded, blind; where they differ, it is talked over."""
