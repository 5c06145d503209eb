"""A few questions about the person, asked once everything is sent, where the council asks them."""
