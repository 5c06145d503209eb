"""What words and numbers show: pure functions, no memory and no screen."""
