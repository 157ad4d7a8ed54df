"""Requests as young people put them, with what fits, and the figures that tell how well it is found."""
