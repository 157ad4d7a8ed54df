"""Waymark's own parts of Rasa's graph: what makes a message understood. config.yml names them."""
