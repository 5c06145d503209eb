"""Where children, families, staff and partners answer: one calm page at a time, without signing in."""
