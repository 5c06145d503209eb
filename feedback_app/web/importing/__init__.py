"""Carry feedback in from a file: send it, see what would happen, run it, take back what was refused."""
