"""Find numbers in words meant for readers that do not come from the dataset.

A numeral may stand by itself only as one of the kinds below. Each kind is a pattern; there is no list of strings.
"""

import re

MONTH = ("(?:January|February|March|April|May|June|July|August|September|October|November|December)")
MONTH_BE_RU = ("(?:студзеня|лютага|сакавіка|красавіка|мая|чэрвеня|ліпеня|жніўня|верасня|кастрычніка|лістапада|снежня|"
               "января|февраля|марта|апреля|июня|июля|августа|сентября|октября|ноября|декабря)")
PEOPLE_OR_CASES = (r"(?:people|persons|person|men|women|prisoners|detainees|cases|sentences|convictions|verdicts|"
                   r"entries|testimonies|incidents|deaths|refugees|claims|decisions|journalists|media workers|doctors|"
                   r"lawyers|victims|witnesses|arrests|fines)")
# A year is a year only where nothing that is counted follows: "in 2025", but not "2025 people".
COUNTED = rf"(?:{PEOPLE_OR_CASES}|organisations|files|documents|permits|movements|trials|releases)"
KINDS = {
    "date": rf"\b\d{{1,2}} {MONTH}(?: (?:19|20)\d\d)?\b|\b{MONTH} (?:19|20)\d\d\b|"
            rf"\b\d{{1,2}} {MONTH_BE_RU} (?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b",
    "year": rf"\b(?:19|20)\d\d\b(?!,\d)(?!\.\d)(?!\s+(?:\w+\s+)?{COUNTED}\b)",
    "article of law": r"\b(?:Article|Articles|Art\.|article|chapter|decree|Resolution) \d+(?:[-.]\d+)*",
    "licence": r"\bCC BY(?:-[A-Z]{2})? \d\.\d\b",
    "standard": r"\b(?:PDF/UA-\d|UTF-8|WCAG \d\.\d|A4)\b",
    "version": r"\b[Ee]dition \d{4}\.\d+\b|\bversion \d+(?:\.\d+)*\b|\bPython \d\.\d+\b",
    "hash": r"\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{12,64}\b",
    "file size": r"\b\d+(?:\.\d+)? (?:kB|MB)\b",
}
NUMERAL = re.compile(r"(?<!\w)(?<!\d[.,])\d[\d.,]*(?<![.,])%?")
EXCEPTIONS = re.compile("|".join(f"(?:{pattern})" for pattern in KINDS.values()))

WORD = (r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
        r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?)")
COUNTING_WORDS = re.compile(rf"\b{WORD}(?:[ -](?:and |of )?(?:{WORD}|one))*\s+(?:of\s+)?(?:[a-z-]+\s+){{0,2}}?{PEOPLE_OR_CASES}\b",
                            re.IGNORECASE)
# Ordinary language in which such words count no one.
ORDINARY = re.compile(rf"\b(?:the other|of the|these|those) {WORD}\b|\b(?:one|two) of them\b", re.IGNORECASE)


def stray_numerals(text: str) -> list[str]:
    """Return the numerals of a text that belong to none of the declared kinds, in order."""
    allowed = [match.span() for match in EXCEPTIONS.finditer(text)]
    return [match.group() for match in NUMERAL.finditer(text)
            if not any(start <= match.start() and match.end() <= end for start, end in allowed)]


def counting_words(text: str) -> list[str]:
    """Return numbers in words that count people or cases, such as "four thousand people"."""
    ordinary = [match.span() for match in ORDINARY.finditer(text)]
    return [match.group() for match in COUNTING_WORDS.finditer(text)
            if not any(start <= match.start() < end for start, end in ordinary)]
