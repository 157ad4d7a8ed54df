"""Waymark's own parts of Rasa's graph; a change here asks for a new training."""
