"""The names guard: nobody is named whom no row of data/names.csv lets through, and the family's account stands alone.

Pages are checked as they were executed, by `audit`; data, settings and file names before anything is read. What the
guard cannot see is said in report/names.py.
"""

import re
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import download_reference, pending_xref

from report.faults import Fault
from report.names import allowed_of, names_in, words
from report.rows import whole_rows
from report.schema import fields_of, read_package

REMEDY = "If it is none, or may be printed, add it to data/names.csv with the reason."
TEXTS = ("_config.yml", "_toc.yml", "CITATION.cff", "CHANGELOG.md", "README.md", "data/edition.yml",
         "data/datapackage.json")
NAMED = ("*.md", "chapters/**/*", "data/**/*")
FAMILY, BULLETIN = "chapters/one-family", "viasna_bulletin_2026_01_16"
# Pages that list other sources: not even the way round the passage leads there.
ELSEWHERE = ("chapters/sources", "chapters/discrepancies", "chapters/claims", "chapters/numbers-")
LISTS = ("chapter_sources", "number_cards", "claim_list")
# Citation files keep the two halves of a person's name apart.
PART_OF_NAME = re.compile(r"^[ -]*(?:family|given)-names: *[\"']?(\w.*?)[\"']?$", re.MULTILINE)


def names_on_page(doctree, data):
    """No text of a page, its pictures and its code holds what looks like the name of a person."""
    allowed = allowed_of(data)
    for node, text in _texts(doctree):
        for _, name in names_in(text, allowed):
            yield node, name, _problem(name), REMEDY


def _problem(name):
    return f"'{name}' looks like the name of a person."


def _texts(doctree):
    """Yield each block of text of a page, the words and the file names of its pictures, and its settings in HTML."""
    for node in doctree.findall(nodes.TextElement):
        if not _told_elsewhere(node):
            yield node, node.astext()
    for image in doctree.findall(nodes.image):
        yield image, image.get("alt", "")
        yield image, _spoken(Path(image.get("uri", "")))
    for node in doctree.findall(nodes.meta):
        yield node, node.get("content", "")
    for node in doctree.findall(lambda n: isinstance(n, nodes.Element) and "summary" in n.attributes):
        yield node, node["summary"]


def _told_elsewhere(node):
    """Tell whether a node is a piece of a larger text, the traceback of a cell, which is a fault of its own, or a form of
    an output whose Markdown is printed instead."""
    if node.get("language") == "ipythontb":
        return True
    node, above = node.parent, node
    while node is not None:
        if isinstance(node, nodes.TextElement):
            return True
        if node.get("nb_element") == "mime_bundle" and above.get("mime_type") != "text/markdown":
            return any(child.get("mime_type") == "text/markdown" for child in node.children)
        node, above = node.parent, node
    return False


def family_alone(doctree, data):
    """The family's chapter has no number, no citation and no link to a source, and it names no other publisher."""
    if not Path(doctree["source"]).with_suffix("").as_posix().endswith(FAMILY):
        return
    found = [(node, what) for node in doctree.findall(nodes.Element) for what in _from_elsewhere(node)]
    others = {*data.publishers} - {data.source(BULLETIN).publisher}
    for node, text in _texts(doctree):
        found += [(node, other) for other in sorted(others) if f" {_plain(other)} " in f" {_plain(text)} "]
    for node, what in found:
        yield node, what, "The family's account rests on the bulletin alone.", f"Take out {what}."


def _plain(text):
    return " ".join(word.text for word in words(text))


def _from_elsewhere(node):
    """Yield what an element brings in from elsewhere: everything but the way round the passage."""
    yield from [node["number_id"]] if "number_id" in node else node.get("number_ids", [])
    if isinstance(node, (pending_xref, download_reference)):
        if not _way_round(node):
            yield node.get("reftarget", "")
    elif isinstance(node, nodes.reference) and "refuri" in node:
        yield node["refuri"]
    elif isinstance(node, (nodes.footnote_reference, nodes.raw, nodes.image)) or node.tagname in LISTS:
        yield f"the {node.tagname.replace('_', ' ')}"


def _way_round(node):
    """Tell whether a link stands in the note before the passage and leads to a page or part that lists no sources."""
    leads_on = node.get("refdomain") in ("doc", "std") and not node.get("reftarget", "").startswith(ELSEWHERE)
    while node is not None and "content-note" not in node.get("classes", []):
        node = node.parent
    return leads_on and node is not None


def faults_of_files(project: Path, data) -> list[Fault]:
    """Return a fault for each finding in the tables of data/, in settings and other files, and in file names."""
    allowed = allowed_of(data)
    found = [*_in_tables(project / "data", allowed), *_in_texts(project, allowed), *_in_file_names(project, allowed)]
    return [Fault(place, _problem(name), REMEDY) for place, name in found]


def _in_tables(folder, allowed):
    """Yield place and name of each finding in a column of texts."""
    seen = {}
    for resource in read_package(folder).values():
        columns = [field.name for field in fields_of(resource) if field.type == "string" and not field.allowed]
        for row in whole_rows(folder, resource)[0]:
            for column in columns:
                text = row[column]
                if text not in seen:
                    seen[text] = names_in(text, allowed)
                for _, name in seen[text]:
                    yield f"data/{resource['path']}, line {row['line']}, column {column}", name


def _in_texts(project, allowed):
    """Yield place and name of each finding in a file that is read as it stands."""
    for file in (file for file in TEXTS if (project / file).exists()):
        text = (project / file).read_text(encoding="utf-8")
        found = names_in(text, allowed)
        found += [(part.start(), part[1]) for part in PART_OF_NAME.finditer(text)
                  if not all(allowed.covered(words(part[1])))]
        for start, name in found:
            yield f"{file}, line {text.count(chr(10), 0, start) + 1}", name


def _in_file_names(project, allowed):
    """Yield place and name of each file whose name is one."""
    for path in sorted({path for pattern in NAMED for path in project.glob(pattern)}):
        for _, name in names_in(_spoken(path), allowed):
            yield path.relative_to(project).as_posix(), name


def _spoken(path):
    """Return the name of a file as words."""
    return path.name.replace("-", " ").replace(".", " ")
