"""Messages in a Bottle, in the words of those who sent them."""
