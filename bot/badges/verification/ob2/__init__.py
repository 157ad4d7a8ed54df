"""Open Badges 2.0, and 2.1 as far as its badges are those of 2.0."""
