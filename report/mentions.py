"""Every number and every date that a text holds, each with the words that bound it and with its place."""

import re
from dataclasses import dataclass

from report.numerals import KINDS, MONTH, PEOPLE_OR_CASES, WORD
from report.sentences import sentence_at
from report.wording import MONTHS

BOUNDS = {"at_least": "at least|no fewer than|not fewer than|no less than|not less than", "rank": "top",
          "more_than": "more than|over|above", "up_to": "up to|at most|nearly|almost",
          "about": "about|some|around|roughly|approximately"}
SCALES = {"hundred": 100, "dozen": 12, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
SMALL = ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
         "eighteen nineteen").split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
VALUES = {word: value for value, word in enumerate(SMALL, 1)} | {word: 10 * ten for ten, word in enumerate(TENS, 2)}
WRAPPED = re.compile(r"(?<=[^\n.!?:])\n(?=[a-z\d])")  # a line end inside a sentence
# What counts nothing is listed by its kind.
APART = {"address": r"\bhttps?://\S+|\bwww\.\S+", "article of law": KINDS["article of law"],
         "date": rf"\b{MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? (?:19|20)\d\d)?\b|"
                 rf"\b\d{{1,2}} {MONTH}, (?:19|20)\d\d\b|{KINDS['date']}",
         "year": KINDS["year"], "length of time": rf"\b(?:\d+|{WORD})[ -](?:year|month|week|day|hour)s?\b"}
NUMERAL = r"(?<![\w.])\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|(?<![\w.])\d+(?:\.\d+)?"
LETTERS = rf"(?:one|{WORD})(?:[ -](?:and )?(?:one|{WORD}))*"
COUNT = re.compile(
    rf"(?:\b(?:{'|'.join(f'(?P<{bound}>{words})' for bound, words in BOUNDS.items())})\s+(?:the\s+)?)?"
    rf"(?:(?P<none_known>\bnot (?:a single|one)\b)"
    rf"|(?P<digits>{NUMERAL})(?:[\s-](?P<scale>{'|'.join(SCALES)}))?(?P<percent>\s?%|\s+per\s?cent\b)?"
    rf"|\b(?P<letters>{LETTERS})(?=\s+(?:of\s+)?(?:[a-z-]+\s+){{0,2}}?{PEOPLE_OR_CASES}\b))"
    rf"(?P<or_more>\+|\s+or more\b)?", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """A number of a text: its words as printed there with the bound word, and its line, sentence and paragraph.

    `kind` is "count", or one of APART, which have neither value nor bound. `governed` is the bound of an earlier number
    of the sentence, which covers this one too unless it has its own.
    """

    place: int
    line: int
    words: str
    sentence: str
    paragraph: str
    kind: str = "count"
    value: float = 0
    bound: str = ""
    percent: bool = False
    governed: str = ""


def mentions(text: str) -> list[Mention]:
    """Return all numbers and dates of a text, in order."""
    joined = WRAPPED.sub(" ", text)
    found, rest = [], joined
    for kind, pattern in APART.items():
        found += [_mention(text, joined, match, kind=kind) for match in re.finditer(pattern, rest, re.IGNORECASE)]
        rest = re.sub(pattern, lambda match: " " * len(match[0]), rest, flags=re.IGNORECASE)
    for match in COUNT.finditer(rest):
        if (value := _value(match)) is not None:
            before = found[-1] if found and found[-1].kind == "count" and _same_sentence(joined, found[-1], match) else None
            governed = before.governed or before.bound if before else ""
            found.append(_mention(text, joined, match, value=value, bound=_bound(match), percent=bool(match["percent"]),
                                  governed=governed if governed in ("at_least", "more_than") else ""))
    return sorted(found, key=lambda mention: mention.place)


def _mention(text, joined, match, **about):
    place = match.start()
    paragraph = joined[joined.rfind("\n", 0, place) + 1:].split("\n", 1)[0]
    return Mention(place, text.count("\n", 0, place) + 1, " ".join(match[0].split()), sentence_at(joined, place).strip(),
                   paragraph, **about)


def _same_sentence(text, earlier, match):
    return sentence_at(text, earlier.place) == sentence_at(text, match.start())


def _bound(match):
    named = [bound for bound in (*BOUNDS, "none_known") if match[bound]]
    return "at_least" if match["or_more"] else named[0] if named else "flat"


def _value(match):
    """Return the value of a number in digits or letters; None where letters say only its size, as hundreds does."""
    if match["none_known"]:
        return 0
    if match["digits"]:
        digits = float(re.sub(r"[^\d.]", "", match["digits"]))
        return digits * SCALES.get((match["scale"] or "").lower(), 1)
    total = part = 0
    for word in re.findall("[a-z]+", match["letters"].lower()):
        if word in SCALES:
            part = max(part, 1) * SCALES[word]
            total, part = (total + part, 0) if SCALES[word] >= 1000 else (total, part)
        elif word != "and":
            if word not in VALUES:
                return None
            part += VALUES[word]
    return total + part


def iso(words: str) -> str:
    """Return a date or a year in words as the start of an ISO date: 2025, 2025-10, 2025-10-05; nothing without a year."""
    year, month = re.search(r"(?:19|20)\d\d", words), re.search(MONTH, words)
    if not year or not month:
        return year and words[year.start():] or ""
    day = re.search(r"\b\d{1,2}(?=\D|$)", words.replace(year[0], ""))
    return "-".join([year[0], f"{MONTHS.index(month[0]) + 1:02}", *([f"{int(day[0]):02}"] if day else [])])
