"""People who sign in: the roles they hold and where, and the families they know."""
