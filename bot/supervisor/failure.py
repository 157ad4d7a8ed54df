"""What keeps Waymark from starting."""


class StartError(Exception):
    """Its text is one line that says what is wrong and what to do."""


def cause(error: BaseException) -> str:
    """The first line of what lies under an error: a driver's own words without the statement around them."""
    under = getattr(error, "orig", None) or error
    return (str(under).strip() or type(under).__name__).splitlines()[0].rstrip(".")
