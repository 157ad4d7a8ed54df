"""What can go wrong with a request, as the edge is told: a status, a code and one plain sentence."""


class RefusedError(Exception):
    """Ends a request; the server answers with `status` and `{"error": {"code", "message"}}`."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


class BadRequestError(RefusedError):
    """The caller sent something that no retry will mend."""

    def __init__(self, message: str, code: str = "bad_request") -> None:
        super().__init__(400, code, message)


class TooLargeError(RefusedError):
    def __init__(self, message: str, code: str = "too_large") -> None:
        super().__init__(413, code, message)


class TurnFailedError(RefusedError):
    """The turn changed nothing and may be taken again."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(502, code, message)
