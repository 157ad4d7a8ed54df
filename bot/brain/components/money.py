"""What young people say of money that they have or not: "under a tenner a week", "havent got a penny", "dirt cheap"."""

import re

SUM = r"(?:\d+(?:\.\d\d)?|two|three|five|ten|fifteen|twenty|thirty|forty|fifty|a hundred|couple of|few)"
EACH = r"(?: a|/| per| each| every| for each) ?(?:week|wk|month|day|go|time|session|lesson|class|pop)"
MONEY = (
    rf"(?:(?:£ ?\d+(?:\.\d\d)?|{SUM} ?(?:quid|pounds?|p\b|euros?|bucks)|fivers?|tenners?|(?:a )?score)"
    rf"(?:{EACH})?(?: max(?:imum)?| tops)?)"
)
CASH = r"(?:money|dosh|cash|budget|funds|dough|wonga|pennies|penny|bread|savings)"
HAVE_NOT = (
    r"(?:(?:don'?t|dinnae|haven'?t|havnt|hasn'?t|ain'?t|not|havenae) (?:really )?(?:got |have )?"
    r"(?:any|much|a lot of|loads of|a|enough|no|the)?)"
)
LIMIT = (
    r"(?:nothing |not |no )?(?:under|over|less than|more than|up to|below|max(?:imum)?|within|around|at most|only got"
    r"|cheaper than|above|spare)"
)
CANNOT_PAY = r"(?:can'?t|cannot|cannae|couldn'?t) (?:really |even )?(?:afford|pay)"
NOT_DEAR = r"(?:not|nothing) (?:too |very |so )?(?:pricey|expensive|dear)|affordable|budget friendly|low[ -]?cost"

PLAIN = (
    rf"{LIMIT} (?:of )?a? ?{MONEY}",
    rf"(?:no|nae|hardly any|barely any|not much|no much|no spare) (?:spare )?(?:{CASH}|p)\b",
    rf"{HAVE_NOT} ?{CASH}\b",
    r"skint|brassic|potless|penniless",
)
"""What is always meant so, whatever stands around it."""
BUDGETS = (
    *PLAIN,
    MONEY,
    rf"(?:zero|little|bit of|no) (?:\w+ )?{CASH}\b",
    rf"{CANNOT_PAY}(?: (?:much|owt|anything|a lot|it|bus fare|to pay))?",
    r"(?:nearly |totally |completely |pure |proper )?free(?: of charge)?",
    r"broke|hard up|low income|zero|no budget|tight budget|on a budget",
    r"(?:dirt )?cheap(?:er|est)?(?:ish)?(?: as chips)?|less (?:money|expensive)|expensive|dear|pricey",
    NOT_DEAR,
    r"money'?s? (?:is )?tight|(?:doesn'?t |don'?t |no |zero )costs?(?: a thing| anything| owt)?",
    r"costs? (?:money|nothing|nowt|a lot)|(?:for )?(?:nothing|nowt)",
)
"""Regular expressions."""
CERTAIN = re.compile(rf"(?<!\w)(?:{'|'.join(PLAIN)})(?!\w)", re.IGNORECASE)


def certain_budgets(text: str) -> list[tuple[int, int, str]]:
    """Start and end in the text of what is money that somebody has or not, as an entity."""
    return [(match.start(), match.end(), "budget") for match in CERTAIN.finditer(text)]
