"""How many signs of harm are heard at the door: by phrases alone, and by phrases with the learned ear."""
