"""Why something is refused."""


class RefusedError(Exception):
    """A credential, or something it points to, is not taken. The message is one plain sentence."""


class UnreachableError(Exception):
    """Something could not be fetched. The message is one plain sentence and quotes no answer."""
