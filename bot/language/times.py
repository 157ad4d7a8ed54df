"""Regular times in words: "weekends", "after school", "not tuesdays", "sat mornings"."""

DAY_NAMES = {
    name: number
    for number, names in enumerate(
        (
            ("mon", "monday", "mondays", "mons"),
            ("tue", "tues", "tuesday", "tuesdays"),
            ("wed", "weds", "wednesday", "wednesdays"),
            ("thu", "thur", "thurs", "thursday", "thursdays"),
            ("fri", "friday", "fridays", "fris"),
            ("sat", "sats", "saturday", "saturdays"),
            ("sun", "suns", "sunday", "sundays"),
        )
    )
    for name in names
}
"""Names of days, short and long, to 0 (Monday) to 6 (Sunday)."""
