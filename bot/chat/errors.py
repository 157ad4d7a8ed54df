"""What can be wrong with a request to the chat. Channels turn each into an answer of their own."""


class ChatError(Exception):
    """The request was refused; nothing changed."""


class UnknownCityError(ChatError):
    pass


class NoSuchConversationError(ChatError):
    pass


class ErasedError(ChatError):
    """The conversation was erased: its last words can be read, nothing can be added."""


class NoSuchMessageError(ChatError):
    pass


class BadIdError(ChatError):
    """The sender's own id for a message is empty or too long."""


class EmptyTextError(ChatError):
    pass


class TooLongError(ChatError):
    pass


class TooFastError(ChatError):
    def __init__(self, retry_after: float) -> None:
        super().__init__(f"too many messages, try again in {retry_after:.0f} s")
        self.retry_after = retry_after
        """Seconds until the next message is taken."""
