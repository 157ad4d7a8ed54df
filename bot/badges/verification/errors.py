"""Why something is refused."""


class RefusedError(Exception):
    """A credential, or something it points to, is not taken. The message is one plain sentence."""

    check = "read"
    """The check that failed where it happens before anything can be read."""


class UnsafeError(RefusedError):
    """It is built so that opening it could do something, or means two things."""

    check = "read.unsafe"


class TooLargeError(RefusedError):
    check = "read.size"


class UnsignedError(RefusedError):
    """A token that is not signed, or in a way that anybody could."""

    check = "read.signature"


class BrokenError(RefusedError):
    """A picture that is damaged."""

    check = "read.broken"


class SeveralError(RefusedError):
    """A picture with more than one badge in it."""

    check = "read.several"


class RevokedError(RefusedError):
    """The issuer took it back."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(f"The issuer has taken it back{f': {reason[:200]}' if reason else ''}.")


class UnreachableError(Exception):
    """Something could not be fetched. The message is one plain sentence and quotes no answer."""


class GoneError(UnreachableError):
    """What was there was taken away for good (RFC 9110, section 15.5.11), which is how a hosted badge of 2.0 is taken
    back (Open Badges 2.0, section "Revocation")."""
