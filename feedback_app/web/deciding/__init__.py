"""Single responses nobody has decided on in time, and the page on which somebody does (LI-78)."""
