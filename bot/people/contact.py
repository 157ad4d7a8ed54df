"""Finds what could reach somebody in words that are on their way to a person outside: mail, numbers, links, handles."""

import re

CONTACT = re.compile(
    r"[\w.+-]+\s?(?:@|\(at\)|\bat\b(?=\s?\w+\s?(?:\.|dot)\s?(?:com|co|org|net|uk)))\s?[\w-]+"
    r"|https?://\S+|\bwww\.\S+|(?<!\w)@\w{2,}"
    r"|(?<!\d)(?:\+\d{1,3}[ -]?|0)\d(?:[ .-]?\d){6,12}(?!\d)"
    r"|\b(?:snap(?:chat)?|insta(?:gram)?|whats ?app|telegram|discord|tiktok)\s*(?:is|:|=|@)\s*\S+"
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b",
    re.IGNORECASE,
)
"""E-mail addresses, web addresses, handles, telephone numbers of seven digits or more, UK postcodes."""


def has_contact(text: str) -> bool:
    """Whether something in a text could be used to reach or find its writer."""
    return CONTACT.search(text) is not None
