"""What somebody leans to when they name no topic: "with my hands", "helping people". Holland's six areas (RIASEC)."""

from functools import cache

from bot.language.words import stems

CUES = {
    "R": (
        "with my hands|my hands|hands on|practical|fixing things|fix things|fix stuff|building things|"
        "making things|make things|make stuff|tools|outdoors|outside|outdoorsy|being outside|fresh air|"
        "active|physical|not sitting down|not at a desk|machines"
    ),
    "I": (
        "working things out|work things out|how things work|how stuff works|puzzles|solving|experiments|"
        "research|figuring|curious|facts|problem solving|brainy|thinking"
    ),
    "A": (
        "creative|arty|artistic|making art|express myself|imagination|design|performing|crafty|"
        "be creative|music and art"
    ),
    "S": (
        "helping people|help people|help others|helping others|helping out|caring|care for people|"
        "looking after people|look after people|work with people|working with people|work with kids|"
        "working with kids|teaching people|giving back|make a difference|community"
    ),
    "E": (
        "selling|run my own business|own business|start a business|being my own boss|my own boss|"
        "be a boss|leading|leadership|in charge|making money|make money|persuading|entrepreneur|"
        "running something|debating"
    ),
    "C": (
        "organising|organised|organizing|office|numbers|spreadsheets|lists|getting things in order|detail|"
        "details|admin|tidy|keeping records|planning"
    ),
}


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    return {tuple(stems(phrase)): letter for letter, said in CUES.items() for phrase in said.split("|")}


def leanings(text: str) -> dict[str, str]:
    """The letters that a text leans to, each with the words that say so."""
    said = stems(text)[:200]
    found: dict[str, str] = {}
    for start in range(len(said)):
        for length in range(min(6, len(said) - start), 0, -1):
            letter = _phrases().get(tuple(said[start : start + length]))
            if letter:
                found.setdefault(letter, " ".join(said[start : start + length]))
                break
    return found
