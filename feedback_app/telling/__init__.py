"""Themes followed from being heard to being told back: "You said, we did"."""
