"""What the analysis package promises about words and numbers."""
