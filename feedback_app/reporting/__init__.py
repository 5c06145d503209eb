"""Published accounts: compiled, approved by another person, and frozen."""
