"""Words that look like the name of a person: two or more capitalised words in a row that no list lets through.

It knows no names; it asks an editor to decide, once, in data/names.csv. It works in any alphabet with capitals.

What it misses:
- a first name or a surname alone, also beside an initial ("T. Testova");
- the first word of a sentence beside a word that is let through;
- a name in lower case, such as a handle or the address of a page;
- a surname before a first name with a comma between, or a name broken by a number, a bracket or a quotation mark;
- a name that is made of plain words of a sentence, such as An, Do or So;
- scripts without capitals;
- a person who is the publisher of a source, since publishers are let through;
- words that the code of a chart draws into the picture and that stand nowhere else.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

LETTER = r"[^\W\d_]"
# A word has letters, the marks of letters that Unicode does not compose, and hyphens and apostrophes inside.
WORD = re.compile(rf"{LETTER}(?:{LETTER}|[\u0300-\u036f])*(?:[-‐‑'’ʼ‘`]{LETTER}(?:{LETTER}|[\u0300-\u036f])*)*")
# Between the words of a name: one line break at most, the underscore of a file name, emphasis in Markdown.
GAP = re.compile(r"(?:[^\S\n]|[_*])*\n?(?:[^\S\n]|[_*])*")
PARTS = re.compile(r"[-‐‑'’ʼ‘`]")
POSSESSIVE = re.compile(r"['’]s?$")
PARTICLES = frozenset("al bin da de del della den der di dos du el ibn la le ten ter van von y z де фон".split())
# Words that often begin a sentence, and that headlines capitalise: taken for no part of a name.
PLAIN = frozenset("""
    a about after again all also among an and another any are around as at because before behind between both but by
    did do does each every few fewer for from he her here his how i if in into is it its last many more most no
    nobody none not nothing o of on one only or other our over przez she since so some such than that the their then
    there these they this those to under until we were what when where which while who whoever why with within
    without you your dla jak na od po przez w z а б было былі быў в во все где гэта да для до его ее з за и из й каб
    как калі когда кто на не но о об от па по пра при пры с со также то у что што это як і ў""".split())


@dataclass(frozen=True)
class Word:
    """A word of a text: what it says and where it begins and ends."""

    text: str
    start: int
    end: int

    @cached_property
    def key(self) -> str:
        """The word as lists hold it: without possessive and without regard to capitals."""
        return POSSESSIVE.sub("", self.text).casefold()

    @property
    def initial(self) -> bool:
        """Tell whether the word is a single capital."""
        return len(self.text) == 1 and self.text.isupper()

    @property
    def capitalised(self) -> bool:
        """Tell whether the word, or a part of it behind a hyphen or an apostrophe, begins with a capital."""
        return len(self.text) > 1 and self.key not in PLAIN and \
            any(part[:1].isupper() for part in PARTS.split(self.text))


class Allowed:
    """The phrases that may be printed: rows of data/names.csv and publishers of data/sources.csv."""

    def __init__(self, phrases):
        self.by_first = {}
        for phrase in phrases:
            keys = tuple(word.key for word in words(phrase))
            if keys:
                self.by_first.setdefault(keys[0], set()).add(keys)

    def covered(self, found: list[Word]) -> list[bool]:
        """Tell for each word of a text whether it stands in an allowed phrase."""
        keys, marks = [word.key for word in found], [False] * len(found)
        for i, key in enumerate(keys):
            for phrase in self.by_first.get(key, ()):
                if tuple(keys[i:i + len(phrase)]) == phrase:
                    marks[i:i + len(phrase)] = [True] * len(phrase)
        return marks


def words(text: str) -> list[Word]:
    """Return the words of a text, in order."""
    return [Word(match.group(), *match.span()) for match in WORD.finditer(text)]


def allowed_of(data) -> Allowed:
    """Return what a dataset lets through."""
    return Allowed([*data.names, *data.publishers])


def names_in(text: str, allowed: Allowed) -> list[tuple[int, str]]:
    """Return place and words of each run of capitalised words of a text that is not let through as a whole.

    One allowed word does not carry its neighbours: a surname beside an allowed first name is found. The first word of
    a sentence has its capital from there: beside an allowed word it passes, beside any other it does not.
    """
    text = unicodedata.normalize("NFC", text)
    found = words(text)
    marks = allowed.covered(found)
    suspects = [run for run in _runs(text, found) if _suspect(text, found, marks, run)]
    places = [(found[run[0]].start, found[run[-1]].end) for run in suspects]
    return [(start, " ".join(re.sub(r"[_*]", " ", text[start:end]).split())) for start, end in places]


def _suspect(text, found, marks, run):
    """Tell whether a run has a word that is not let through, beside another capitalised word."""
    if not marks[run[0]] and _begins_sentence(text, found[run[0]].start) and len(run) > 1 and marks[run[1]]:
        run = run[1:]
    return len(run) > 1 and not all(marks[i] for i in run)


def _begins_sentence(text, start):
    """Tell whether nothing but the end of another sentence, or a mark such as a quotation mark, stands before."""
    before = text[:start].rstrip(" \t_*")
    return not before or not (before[-1].isalnum() or before[-1] == ",")


def _runs(text, found):
    """Yield the indexes of the capitalised words of each run; particles and initials between them do not end it."""
    run, end = [], 0
    for i, word in enumerate(found):
        joined = run and GAP.fullmatch(text, end, word.start)
        if joined and (word.text in PARTICLES or word.initial):
            end = word.end + (text[word.end:word.end + 1] == ".")
            continue
        if run and not (joined and word.capitalised):
            yield run
            run = []
        if word.capitalised:
            run, end = [*run, i], word.end
    if run:
        yield run
