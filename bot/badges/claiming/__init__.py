"""How a learner comes to hold a badge: by a code, a link or a file."""
