"""Why the brain gave no answer."""


class BrainError(Exception):
    """The turn changed nothing and may be taken again."""

    counts = True
    """Whether this was one of the five tries: the message itself may be the cause."""


class UnreachableError(BrainError):
    """No brain is there or ready. The message cannot be the cause, so it waits as long as it takes."""

    counts = False


class TooSlowError(BrainError):
    pass


class FailedError(BrainError):
    """The brain answered with an error, or broke off."""


class NonsenseError(BrainError):
    """The answer has not the shape of one, or says nothing."""
