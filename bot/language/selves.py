"""What somebody says of who they are, taken out of a message before it is searched for: it must change nothing."""

import re

ME = r"(?:i'?m|i am|we'?re|we are|my (?:family|parents|mum|dad|mom|nan)(?:'?s| is| are)?)"
SOME = r"(?:a |an |the |half |part |from |also |both |originally |just |only |young |proud |practi[sc]ing |actually )*"
NATIONS = (
    "american|canadian|australian|albanian|algerian|angolan|arabic|bangladeshi|belgian|brazilian|bulgarian|cameroonian"
    "|chinese|congolese|croatian|cuban|cypriot|czech|danish|dutch|egyptian|eritrean|estonian|ethiopian|finnish|french"
    "|gambian|german|greek|hungarian|iranian|iraqi|israeli|italian|ivorian|japanese|kenyan|korean|kosovan|kuwaiti|latvian"
    "|lebanese|libyan|lithuanian|malaysian|maltese|mexican|moldovan|moroccan|nepali|nepalese|norwegian|palestinian"
    "|persian|peruvian|portuguese|rwandan|serbian|slovak|spanish|sudanese|swedish|swiss|tamil|thai|tunisian|ugandan"
    "|vietnamese|welsh|yemeni|zambian|zimbabwean|african|asian|european|latina|latino|eastern european"
)
NAMED = re.compile(
    r"\b(?:[Mm]y name(?:'?s| is)|[Cc]all me|called|[Nn]ame'?s|[Tt]his is)\s+([^\W\d_]+)(?:\s+([A-Z][^\W\d_]+))?"
    r"|\b(?:[Ii] am|[Ii]'?m|[Ii]t'?s)\s+([A-Z][^\W\d_]+)(?:\s+([A-Z][^\W\d_]+))?"
    r"|^\W*[A-Z][^\W\d_]+ here\b(?! and| for| to)"
)
"""Somebody says what they are called. What is written small after "im" is rarely a name."""
OF_ME = re.compile(
    rf"\b(?:{ME}|i come|i was born|born|came|moved) (?:[^\W\d_]+ ){{0,2}}from "
    r"(?!home|work|school|college|scratch|here)(?:the )?[^\W\d_]{3,}"
    r"(?: (?:arabia|lanka|leone|africa|korea|zealand|kingdom|states|republic))?"
    rf"|\b{ME} {SOME}(?:{NATIONS})\b"
    r"|\b(?:i|we) wear (?:a |an |my |the )?[^\W\d_]+"
    r"|\b(?:my |i use )?pronouns(?: are|:| is)? (?:(?:she|he|they|her|him|them|his|hers|theirs|ze|and)\b[/\\, ]*)+"
    r"|\(?\b(?:she|he|they|ze) ?/ ?(?:her|him|them|they|hers|his|theirs)\b\)?"
    r"|\b(?:i|we) (?:go to|pray at|attend) (?:the |a |my )?(?:mosque|church|temple|synagogue|gurdwara|chapel|mass)\b"
    r"(?: (?:on |every )?\w+days?)?"
    r"|\b(?:asian|black|white|brown|mixed[ -]race|african|arab|muslim|christian|jewish|sikh|hindu|gay|lesbian"
    r"|trans|queer) (?:kid|teen|teenager|person|student)\b(?: here\b)?",
    re.IGNORECASE,
)


def without_self(text: str) -> str:
    """The message without the names, pronouns, origin and faith that its writer tells of themselves."""
    return OF_ME.sub(" ", NAMED.sub(" ", text.replace("\u2019", "'")))
