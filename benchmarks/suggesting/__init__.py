"""How many answers a second are suggested for, with one process, with two, and on Dask."""
