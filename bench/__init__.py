"""Measurements, with a stock assistant beside ours in the same run. Nothing here passes or fails."""
