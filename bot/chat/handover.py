"""Who answers: the guide, or a person."""

from bot.chat.model import Handling
from bot.chat.tables import ConversationRow


def queue(conversation: ConversationRow) -> bool:
    """A person is asked for; the guide goes on until one comes. False when one was asked for already."""
    if conversation.handling != Handling.GUIDE:
        return False
    conversation.handling = Handling.QUEUED
    return True


def take_over(conversation: ConversationRow) -> None:
    """An adviser comes. The new epoch refuses what the brain still has in hand, and makes its buttons stale."""
    if conversation.handling != Handling.ADVISER:
        conversation.handling = Handling.ADVISER
        conversation.epoch += 1


def hand_back(conversation: ConversationRow) -> None:
    """The adviser goes."""
    if conversation.handling != Handling.GUIDE:
        conversation.handling = Handling.GUIDE
        conversation.epoch += 1
