"""The first page of everybody who works here: what waits for them."""
