"""Promises the whole project keeps."""
