"""One reader a kind of input; each is imported when an input of its kind is met."""
