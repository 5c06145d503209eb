"""What we ask: surveys as frozen, checked documents, and nothing that remembers or shows."""
