"""What will be done and what was learned, kept apart, whatever raised them."""
