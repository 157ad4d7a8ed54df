"""The same thing listed twice: likely pairs are found and shown, a person says yes or no, and that is remembered."""
