"""The build refuses what a reader could not trace: checks over the tree of a page, all through one path of faults.

Each check takes the tree of a document and yields pairs of a node and a Fault without its place; `audit` adds the
place. The checks see a page as it was executed, so charts, tables and captions made by cells are included.
"""

import ast
import re
from pathlib import Path

from docutils import nodes

from report import numerals, sentences, superlatives
from report.book.execution import code_cells, parsed
from report.book.guard import family_alone, names_on_page
from report.dataset import Dataset
from report.derived import resolve
from report.faults import Fault
from report.pictures import is_floor, said
from report.wording import bare

REMEDY = "Ask for the number by name, {num}`its_id`, or put it into data/numbers.csv first."


def audit(app, doctree):
    """Note every fault of a document that was just read, and the claims it makes."""
    from report.dataset import dataset
    docname = app.env.docname
    domain = app.env.get_domain("num")
    for fault in faults_of_page(doctree, app.env.doc2path(docname, base=False), dataset()):
        domain.data["faults"].setdefault(docname, []).append(fault)
    for kind, sentence in claims_of_page(doctree):
        domain.note_claim(docname, kind, sentence)


def faults_of_page(doctree: nodes.document, path: str, data: Dataset) -> list[Fault]:
    """Return all faults of a page, each with file and line. `path` is the file of the page within the project."""
    lines = _source_lines(doctree)
    return [Fault(f"{path}, line {_line(node, token, lines)}", problem, remedy)
            for check in (typed_numerals, typed_alt, bare_floors, stale_numbers, other_years, unclassed_claims, raw_output,
                          typed_in_cells, names_on_page, family_alone)
            for node, token, problem, remedy in check(doctree, data)]


def typed_numerals(doctree, data):
    """A numeral that a reader sees comes from the dataset, or is of a declared kind."""
    for block, text, _ in _blocks(doctree):
        for token in numerals.stray_numerals(text):
            yield block, token, f"The number {token} is typed by hand.", REMEDY
        for token in numerals.counting_words(text):
            yield block, token, f"'{token}' counts people or cases in words typed by hand.", REMEDY


def typed_alt(doctree, data):
    """A text alternative names only numbers of the rows that its chart draws."""
    for image in doctree.findall(nodes.image):
        figure = image.parent if isinstance(image.parent, nodes.figure) else image
        allowed = printed_numerals(data, figure.get("number_ids", []))
        for token in numerals.stray_numerals(image.get("alt", "")):
            if token not in allowed:
                yield image, token, f"The number {token} in a text alternative is of no row that is drawn.", REMEDY
        if len(image.get("alt", "").split()) < 4:
            yield image, image.get("uri", ""), "A picture has no text alternative in words.", \
                "Say in a sentence what it shows."


def printed_numerals(data: Dataset, ids: list[str]) -> set[str]:
    """Return every numeral that the wording of these numbers prints."""
    return {token for i in ids for n in [resolve(data, i)] for words in (said(n), bare(n))
            for token in numerals.NUMERAL.findall(words)}


def bare_floors(doctree, data):
    """A floor printed bare has a bound word, or speaks of the known cases, in its sentence."""
    for block, text, numbers in _blocks(doctree):
        for place, node in numbers:
            number = resolve(data, node["number_id"])
            kind = "is a floor" if node.get("bare") and is_floor(number) else \
                "is counted among the known" if number.formula and number.bound in ("known", "between") else ""
            if kind and not node.get("tabled") and not sentences.carries_bound(sentences.sentence_at(text, place)):
                yield block, node.get("asked", ""), f"{node['number_id']} {kind}, and its sentence does not say so.", \
                    "Print it with {num}, or write at least, or of those known."


def stale_numbers(doctree, data):
    """A number from before the edition's year, or without a date, says so where it is printed."""
    for block, text, numbers in _blocks(doctree):
        for place, node in numbers:
            number = resolve(data, node["number_id"])
            year = number.period_end.year if number.period_end else None
            if node.get("tabled") or (year is not None and year >= data.edition.year):
                continue
            if not any(sentences.says_when(words, year) for words in _beside(block, text, place)):
                when = f"is of {year}" if year else "has no date"
                yield block, node.get("asked", ""), f"{number.number_id} {when}, and its sentence does not say so.", \
                    "Name the year, or say that it is undated."


def other_years(doctree, data):
    """Where a sentence names years beside a number, or a cell in its row of a table, one of them is the number's."""
    for block, text, numbers in _blocks(doctree):
        for place, node in numbers:
            number = resolve(data, node["number_id"])
            for words in _beside(block, text, place) if number.period_end else ():
                years = sentences.years(words)
                if years and not years & set(range(number.period_start.year, number.period_end.year + 1)):
                    yield block, node.get("asked", ""), f"{number.number_id} is of {number.period_end.year}, and the " \
                        f"words beside it name {min(years)}.", "Name its year, or print the number of the year named."


def _beside(block, text, place):
    """Return what is said beside a number: its sentence, or each cell of its row in a table."""
    row = next((node for node in _ancestors(block) if isinstance(node, nodes.row)), None)
    return [sentences.sentence_at(text, place)] if row is None else list(map(_text, row.children))


def unclassed_claims(doctree, data):
    """A sentence that ranks or claims a trend says how that is known."""
    for block, text, _ in _blocks(doctree):
        # The register of disagreements tells what sources claim; it claims nothing itself.
        if any("register" in node.get("classes", []) for node in _ancestors(block) if isinstance(node, nodes.section)):
            continue
        for place, word in _claims(block, text):
            if not _classes_in(block, text, place):
                yield block, word, f"'{word}' ranks or claims a trend, and its sentence has no class.", \
                    "Write {claim}`implied`, {claim}`source` or {claim}`contradicted` into the sentence, or reword it."


def claims_of_page(doctree: nodes.document):
    """Yield class and sentence of every claim of a page, each sentence once."""
    seen = set()
    for block, text, _ in _blocks(doctree):
        for place, _ in _claims(block, text):
            begin = text.find(sentences.sentence_at(text, place))
            shown = _text(block, blank=False)[begin:begin + len(sentences.sentence_at(text, place))]
            sentence = tidied(shown)
            for kind in _classes_in(block, text, place):
                if (kind, sentence) not in seen:
                    seen.add((kind, sentence))
                    yield kind, sentence


def tidied(sentence: str) -> str:
    """Return a sentence as it reads without what stood between its words: marks, and blanks before a full stop."""
    return re.sub(r"\s+(?=[.,;:!?](?:\s|$))", "", " ".join(sentence.replace("[sources differ]", "").split()))


def _claims(block, text):
    """Yield place and word of each claim of a block."""
    start = 0
    for word in superlatives.claims(text):
        start = text.index(word, start)
        yield start, word
        start += len(word)


def _classes_in(block, text, place):
    """Return the classes written into the sentence that contains a place."""
    sentence = sentences.sentence_at(text, place)
    begin = text.find(sentence)
    return [node["kind"] for at, node in _placed(block, "claim") if begin <= at <= begin + len(sentence)]


def raw_output(doctree, data):
    """Tables and charts leave cells as MyST; a cell that shows HTML is refused."""
    for bundle in doctree.findall(lambda n: isinstance(n, nodes.container) and n.get("nb_element") == "mime_bundle"):
        kinds = {child.get("mime_type") for child in bundle.children}
        if "text/html" in kinds and "text/markdown" not in kinds:
            yield bundle, "", "A cell shows raw HTML.", "Show a table or a chart of the package report instead."


def typed_in_cells(doctree, data):
    """A code cell holds no numeric literal and no numeral in a string."""
    for block in code_cells(doctree):
        for node in ast.walk(parsed(block.astext())):
            if not isinstance(node, ast.Constant) or isinstance(node.value, bool) or node.value is None:
                continue
            found = [str(node.value)] if isinstance(node.value, (int, float)) else \
                numerals.stray_numerals(str(node.value)) + numerals.counting_words(str(node.value))
            for token in found:
                yield block, token, f"The number {token} is typed into a code cell.", REMEDY


SKIPPED = (nodes.literal_block, nodes.comment, nodes.image, nodes.math, nodes.math_block, nodes.raw)


def _blocks(doctree):
    """Yield each block of text as (node, text, numbers): what the build made is blanked, numbers keep their place.

    Of several forms of one output only the Markdown is seen, since only that is printed.
    """
    for node in doctree.findall(nodes.TextElement):
        if isinstance(node, SKIPPED) or isinstance(node.parent, nodes.TextElement) or _unprinted(node):
            continue
        yield node, _text(node), _placed(node, "number")


def _unprinted(node):
    while node is not None:
        if isinstance(node, SKIPPED) or (isinstance(node, nodes.container) and node.get("mime_type", "text/markdown")
                                         != "text/markdown"):
            return True
        node = node.parent
    return False


def _text(node, blank=True):
    """Return the text of a block, with a blank for each letter that the build made."""
    if isinstance(node, nodes.Text):
        return str(node)
    inner = "".join(_text(child, blank) for child in node.children)
    return " " * len(inner) if blank and node.get("traced") else inner


def _placed(node, kind, start=0):
    """Return (place, node) of each number or claim below a node; `start` is the place of the node itself."""
    found, here = [], start
    for child in node.children:
        if isinstance(child, nodes.Element):
            if kind == "claim" and child.tagname == "claim" or \
                    kind == "number" and child.get("traced") and "number_id" in child.attributes:
                found.append((here, child))
            else:
                found += _placed(child, kind, here)
        here += len(_text(child))
    return found


def _source_lines(doctree):
    try:
        return Path(doctree["source"]).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def _line(node, token, lines):
    """Return the line of a token: the first one at or after the start of its block, else the nearest before it."""
    first = max(next((n.line for n in _ancestors(node) if n.line), 1) - 1, 0)
    order = [*range(first, len(lines)), *reversed(range(min(first, len(lines))))]
    return next((i for i in order if token and token in lines[i]), first) + 1


def _ancestors(node):
    while node is not None:
        yield node
        node = node.parent
