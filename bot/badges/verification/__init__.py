"""Whether a badge is what it says it is: Open Badges 3.0 (Verifiable Credentials 2.0 and 1.1), 2.0 and 2.1."""
