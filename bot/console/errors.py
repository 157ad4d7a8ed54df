"""What can be wrong with a request to the console."""


class ConsoleError(Exception):
    """The request was refused; nothing changed."""


class WrongSignInError(ConsoleError):
    """Address, password or code do not fit; which of them is not said."""


class NoSuchPersonError(ConsoleError):
    pass


class PersonExistsError(ConsoleError):
    pass


class BadGrantError(ConsoleError):
    """The role and the organisation do not fit together, or the role is not held."""
