"""Why something cannot be issued, taken back or sent again; each message is one plain sentence for the issuer."""


class IssuingError(Exception):
    """What was asked for cannot be done."""


class NoSuchBadgeError(IssuingError):
    def __init__(self, asked: str) -> None:
        super().__init__(f"There is no badge {asked!r} in this city.")


class NoSuchAwardError(IssuingError):
    def __init__(self) -> None:
        super().__init__("There is no such award of yours.")


class NotYoursError(IssuingError):
    def __init__(self) -> None:
        super().__init__("That badge belongs to another organisation.")


class AlreadyGivenError(IssuingError):
    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference!r} was given this badge already.")


class AlreadyRevokedError(IssuingError):
    def __init__(self) -> None:
        super().__init__("That award was taken back already.")


class ClaimedError(IssuingError):
    def __init__(self) -> None:
        super().__init__("That award was claimed already, so its link is of no more use.")


class WrongError(IssuingError):
    """One field cannot be taken as it is."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}.")
        self.field = field
        self.reason = reason
