"""What people said: links that open surveys, drafts while unfinished, responses and answers once sent."""
