"""How much of what gives somebody away is pointed out."""
