"""How quickly people find what was said, when very much was said."""
