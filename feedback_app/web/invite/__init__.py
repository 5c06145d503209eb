"""Links and codes: make one, print it with its QR code, see which are open, take one back."""
