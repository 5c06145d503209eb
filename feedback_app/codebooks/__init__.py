"""Change the codebook with what happens to codings shown first, undo it, and carry it in and out."""
