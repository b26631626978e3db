"""What the dataset has of the numbers of a text: the same value and bound, a rival, or nothing."""

import re
from dataclasses import dataclass
from functools import cache

from report.dataset import Dataset, Number
from report.mentions import Mention, iso, mentions
from report.wording import period

HAS, OTHER_BOUND, RIVAL, LACKS = "has it", "has it with another bound", "has a rival", "lacks it"
PRIVATE = "not to be entered"
OPEN = (OTHER_BOUND, RIVAL, LACKS)
STEM = 5  # letters of a word that tell it: convicted and convictions are one
ALIKE = 0.3  # part of a row's telling words that a sentence about the same thing shares at least
RIVAL_ALIKE = 0.5  # and one that can contradict it
GENERAL = frozenset("numbe peopl perso polit cases belar count known from were that with this have been and are for had has "
                    "its not the was who".split())


@dataclass(frozen=True)
class Finding:
    """What the dataset has of a number of a text: a standing in words, and the rows that show it, the likeliest first."""

    mention: Mention
    standing: str
    rows: tuple[Number, ...] = ()


def findings(data: Dataset, text: str, source: str = "", private: frozenset[int] = frozenset()) -> list[Finding]:
    """Return a finding for each number and date of a text, in order."""
    return [Finding(m, PRIVATE) if m.line in private else compared(data, m, source) if m.kind == "count"
            else Finding(m, dated(data, m)) for m in mentions(text)]


def missing_from(data: Dataset, found: list[Finding], source: str) -> list[Number]:
    """Return the numbers whose rows name a document, but whose value no finding in its text has."""
    seen = {number for finding in found if finding.standing in (HAS, OTHER_BOUND) for number in finding.rows}
    return [n for n in data.numbers.values() if n.source_id == source and n not in seen]


def dated(data: Dataset, mention: Mention) -> str:
    """Say of which kind it is what counts nothing, and what the dataset has of a date or a year."""
    time = iso(mention.words) if mention.kind in ("date", "year") else ""
    documents = [s.source_id for s in data.sources.values() if time and s.published.startswith(time)]
    numbers = [n for n in data.numbers.values() if time and str(n.period_end).startswith(time)]
    has = f"; {len(numbers)} numbers end then, {len(documents)} documents are of then"
    return mention.kind + (has if time else "")


def compared(data: Dataset, mention: Mention, source: str = "") -> Finding:
    """Compare a count of a text with the rows that could speak of the same thing: by words, value, bound and time."""
    alike = {n: _likeness(data, n, mention, source) for n in data.numbers.values() if _same_kind(n, mention)}
    near = sorted((n for n in alike if max(alike[n]) >= ALIKE), reverse=True,
                  key=lambda n: (*alike[n], str(n.period_end or ""), n.number_id))
    nearest = sorted((n for n in near if alike[n][1] >= ALIKE), reverse=True, key=lambda n: alike[n][1])
    having = [n for n in near if mention.value in (n.value, n.value_high)]
    agreeing = [n for n in having if n.bound in _bounds(data, n, mention)]
    rivals = [n for n in nearest if alike[n][1] >= RIVAL_ALIKE and iso(period(n)) in _times(mention.sentence)]
    return Finding(mention, HAS if agreeing else OTHER_BOUND if having else RIVAL if rivals else LACKS,
                   tuple(agreeing or having or (rivals or nearest)[:1]))


def _same_kind(number, mention):
    """Tell whether a row and a count can be one thing: both shares or both ranks or neither, and in no other year."""
    years = {int(time[:4]) for time in _times(mention.sentence)}
    return (number.unit == "percent", number.bound == "rank") == (mention.percent, mention.bound == "rank") and (
        not years or not number.period_end
        or any(number.period_start.year <= year <= number.period_end.year for year in years))


@cache
def _times(sentence):
    return frozenset(iso(m.words) for m in mentions(sentence) if m.kind in ("date", "year")) - {""}


def _likeness(data, number, mention, source):
    """Return whether a row names the text as its document, and which part of its telling words the sentence, and the
    paragraph, shares."""
    own = _stems(data.indicators[number.indicator].counts) | _stems(" ".join(number.parts.values()))
    return number.source_id == source, *(len(own & _stems(text)) / max(len(own), 1)
                                         for text in (mention.sentence, mention.paragraph))


@cache
def _stems(text):
    return {word[:STEM] for word in re.findall(r"[^\W\d_]{3,}", text.casefold())} - GENERAL


def _bounds(data, number, mention):
    """Return the bounds that a row of a count may have: the text's own or, where it has none, that of an earlier number
    of the sentence or of the whole."""
    whole = data.numbers[number.part_of].bound if number.part_of else ""
    return {mention.bound} if mention.bound != "flat" else {"flat", mention.governed, whole}
