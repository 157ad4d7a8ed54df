"""Learners ask for what they did outside any course to be recognised; issuers answer."""
