"""Split text into sentences, and say whether a sentence carries what its numbers need."""

import re

END = re.compile(r"(?<=[.!?:;])[\"”’)]?\s+(?=[A-Z*“\"(])|\n+")
BOUND_WORDS = re.compile(r"\b(?:at least|more than|no fewer than|known|floors?|fewer|not all|about|some|up to|nearly)\b",
                         re.IGNORECASE)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
UNDATED = re.compile(r"\b(?:undated|no day|no date|not dated|dated|date)\b", re.IGNORECASE)


def sentence_at(text: str, place: int) -> str:
    """Return the sentence of a text that contains a place (an index into the text)."""
    start = 0
    for match in END.finditer(text):
        if match.start() >= place:
            return text[start:match.start()]
        start = match.end()
    return text[start:]


def carries_bound(sentence: str) -> bool:
    """Tell whether a sentence says that its number is a floor, or speaks of the known cases only."""
    return bool(BOUND_WORDS.search(sentence))


def years(text: str) -> set[int]:
    """Return the years that a text names."""
    return {int(year) for year in YEAR.findall(text)}


def says_when(sentence: str, year: int | None) -> bool:
    """Tell whether a sentence names the year of a number, or says that it has no date where `year` is None."""
    return bool(UNDATED.search(sentence)) if year is None else str(year) in sentence
