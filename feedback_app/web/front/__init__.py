"""The first pages anybody meets, and the switches every page carries."""
