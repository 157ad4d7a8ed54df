"""Hears that somebody says what they do: for others, at home, or of their own accord. Pure."""

import re

from bot.badges.recognition.heard import skills_in

LONGEST = 25
"""Words; whoever writes more tells more than one thing."""
BEFORE = (
    r"(i|ive|i've|im|i'm|i have|i am|we|we've)( (have|had|am|also|always|often|sometimes|usually|mostly|still|just|even"
    r"|really|been|do|did|used to|have to|gotta|got to))*"
)
DOES = (
    r"look(ed|ing)? after|car(e|ed|ing) (for|of)|tak(e|ing)|took|giv(e|ing)|gave|bring(ing)?|brought|keep(ing)?|kept"
    r"|help(ed|ing)?|chang(e|ed|ing)|fill(ed|ing)?|fix(ed|ing)?|mend(ed|ing)?|repair(ed|ing)?|clean(ed|ing)?"
    r"|wash(ed|ing)?|dry(ing)?|dried|iron(ed|ing)?|cook(ed|ing)?|mak(e|ing)|made|bak(e|ed|ing)|set(ting)?|put(ting)?"
    r"|stor(e|ed|ing)|water(ed|ing)?|plant(ed|ing)?|grow(ing)?|grew|dig(ging)?|mow(ed|ing)?|shovel\w*|sweep(ing)?"
    r"|hoover(ed|ing)?|tid(y|ied|ying)|paint(ed|ing)?|install(ed|ing)?|build(ing)?|built|pay(ing)?|paid|buy(ing)?"
    r"|bought|shop(ped|ping)?|check(ed|ing)?|babysit\w*|babysat|mind(ed|ing)?|walk(ed|ing)?|drop(ped|ping)?|drive|drove"
    r"|translat\w+|interpret\w*|read(ing)?|teach(ing)?|taught|tutor(ed|ing)?|coach(ed|ing)?|train(ed|ing)?|ref\w*"
    r"|run(ning)?|ran|organi[sz]\w+|lead(ing)?|led|sell(ing)?|sold|serv(e|ed|ing)|replac(e|ed|ing)|cover(ed|ing)?"
    r"|dress(ed|ing)?|feed(ing)?|fed|bath\w*|sort(ed|ing)?|visit(ed|ing)?|sit(ting)? with|play(ed|ing)? with|mod\w*"
    r"|edit(ed|ing)?|volunteer\w*|fundrais\w*|rais(e|ed|ing)|collect(ed|ing)?|deliver(ed|ing)?|carr(y|ied|ying)|the"
)
DID = (
    r"r[au]n|coach(ed)?|mod(ded)?|volunteer(ed)?|babys[ia]t|taught|tutor(ed)?|organi[sz]ed|led|look(ed)? after"
    r"|car(e|ed) for|built|made|sold|fixed|helped|served|edited"
)
"""What is told without an "i" too: "run a discord"."""
TELLS = re.compile(rf"^\W*((well|so|yh|yeah|and|also|like) )*({BEFORE} ({DOES})|{DID})\b|\bi'?m a (young )?carer\b")
SAYS_MORE = re.compile(
    r"\?|n't\b|\b(want|wanna|would|could|can|cant|cannot|love|hate|need|look(ing)? for|into|interested|hope|wish"
    r"|dont|do not|doesnt|didnt|never|not|no|nobody|noone|nothing|nowhere|without|if|so i|scared|afraid|hurt\w*|hit\w*"
    r"|beat\w*|punch\w*|kick\w*|shout\w*|scream\w*|touch\w*|threat\w*|cut\w*|kill\w*|die|dying|dead|cry\w*|cried"
    r"|alone|lonely|sad|tired|exhausted|angry|drunk\w*|drug\w*|weed|steal\w*|stole|police|overdose|knife|knives|blade"
    r"|razor|gun|blood|bleed\w*|secret|bruis\w*|lock\w*|me|myself|us|away from|hid|hide|hiding|run away|ran away"
    r"|boyfriend|girlfriend)\b"
)
"""Wishes, questions, refusals and whatever may be a cry for help: the message is about more than what was done."""
UNWELL = re.compile(r"\b(isn't|is not|isnt|not) (feeling |very |so )*(well|great|good)\b")
"""Of somebody who is cared for: no refusal."""
LASTED = re.compile(
    r"\b(\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|few|couple( of)?|many|most|half)"
    r" ?(yrs?|years?|months?|mths?|weeks?|wks?|days?|hours?|hrs?)\b"
    r"|\b(every|each|most) \w+|\bsince\b|\b(daily|weekly|always|ages|once|twice|times)\b",
    re.IGNORECASE,
)
"""For how long, or how often."""

ANOTHER = re.compile(
    r"^\W*((well|just|and|when|cos|cuz|because|that|how)\W+)*"
    r"((s?he|s?he'?s|they|they'?re|it|the (little|young|old|small)\w*( one| ones)?|gran\w*|nana?)\b.*\bso (i|we)\b"
    r"|\w+ing (him|her|them|his|their|the)\b)",
    re.IGNORECASE,
)
"""What the other does "so I" do something, or what is done with them."""
DANGER = re.compile(
    r"\b(me|my|mine|myself|us|our|i ?a?m|i'm|ive|i've|i (feel|felt|can'?t|cannot|don'?t|want|wanna|wish|hate|was)"
    r"|dad\w*|step\w+|touch\w*|dr[aiu]nk\w*|drugs?|weed|kni(fe|ves)|guns?|secrets?|hid(e|es|ing|den)?|blood"
    r"|bleed\w*|bruis\w*|lock\w*|police|kill\w*|d(ie|ies|ying|ead)|threat\w*|punch\w*|kick\w*|beats?|beaten|naked|nudes?"
    r"|boyfriend|girlfriend|money|ow(e|es|ing)|debts?|pa(y|id)|sells?|selling)\b",
    re.IGNORECASE,
)


def is_about_another(text: str) -> bool:
    """Whether somebody who was asked what is hard about their work tells of the person they care for, and neither of
    themselves nor of anything that could be a cry for help: "she gets confused, so I stay calm"."""
    return bool(ANOTHER.match(text)) and not DANGER.search(text)


def tells_of_work(text: str) -> bool:
    """Whether a message says what somebody does and nothing else, whatever else it could be taken for."""
    said = UNWELL.sub("unwell", " ".join(text.lower().replace("\u2019", "'").split()))
    if len(said.split()) > LONGEST or SAYS_MORE.search(said) or not TELLS.search(said):
        return False
    return bool(skills_in(said))
