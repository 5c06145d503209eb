"""The pages of the codebook."""
