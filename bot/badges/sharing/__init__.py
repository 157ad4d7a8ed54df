"""Showing badges to others: a public page, files, a signed record, words for a CV. Off until the learner wants it."""
