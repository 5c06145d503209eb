"""What people told us of themselves, kept apart from what they said: nothing reads it but the breakdown."""
