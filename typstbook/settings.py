"""The settings of the extension.

typst_documents: one entry for each PDF, a mapping of
    target     name of the file in the output folder
    root       document whose toctrees name the chapters, or
    documents  the list of the chapters themselves
    template   a Typst file of the project used in place of the package's own design (optional)
    options    what the design is told, and what it is made of (optional); these add to typst_options
typst_options: options of all PDFs. The assembler knows
    front      documents placed before the contents
    annex      documents placed after the chapters
    leave_out  documents, or sections of them as "document#id", that are not printed; in place of a root that is
               left out stands the cover
    titles     other titles for documents, as {document: title}
    outside    "plain": links to pages that are not printed lose their link; otherwise they stop the build
    site       address of the site; links to pages that are not printed then lead there
    addresses  "full": links print the whole address; otherwise its host
    two_columns  patterns of documents set in two columns, in small letters
    classes    functions of the design for classes of nodes, as {source: footnote}
    max_pages, min_pages, max_bytes  limits that stop the build when passed
and the design knows title (that of the root or of the first document, if not set), short_title, subtitle, edition, date, notice,
licence, colophon (a list of paragraphs for the last page), contents_title, figures_title, and floats (false: pictures
stay where they are).
A template defines the functions named at the head of template.typ; it can import "typstbook.typ" and replace some.
A link or span of the class "with-page" prints the page that it leads to.
typst_font_paths: folders with fonts, below the source folder. No font of the system is read.
typst_date: the date stored in the files, as YYYY-MM-DD. The clock is never read.
typst_numbered_documents: patterns of documents whose paragraphs print their number (doctree attribute `para`).
"""

from dataclasses import dataclass
from datetime import date

from sphinx.errors import ConfigError


@dataclass(frozen=True)
class Book:
    """One PDF that is asked for."""

    target: str
    chapters: list[str]
    root: str | None
    template: str | None
    options: dict


def register(app):
    """Tell Sphinx which settings there are. None of them changes what is read, so none is kept with the pages."""
    app.add_config_value("typst_documents", [], "", list)
    app.add_config_value("typst_options", {}, "", dict)
    app.add_config_value("typst_font_paths", [], "", list)
    app.add_config_value("typst_date", None, "", (str, date, type(None)))
    app.add_config_value("typst_numbered_documents", [], "", list)


def check(app, config):
    """Stop before anything is read where a setting cannot be followed."""
    known = {"target", "root", "documents", "template", "options"}
    for entry in config.typst_documents:
        if unknown := set(entry) - known:
            raise ConfigError(f"typst_documents: unknown key {', '.join(sorted(unknown))}")
        if not str(entry.get("target", "")).endswith(".pdf"):
            raise ConfigError("typst_documents: each entry needs a target that ends in .pdf")
        if ("root" in entry) == ("documents" in entry):
            raise ConfigError(f"typst_documents, {entry['target']}: give either root or documents")


def books(config) -> list[Book]:
    """Return the PDFs that are asked for, each with all its options."""
    return [Book(entry["target"], list(entry.get("documents", [])), entry.get("root"), entry.get("template"),
                 {"language": config.language or "en", **config.typst_options, **entry.get("options", {})})
            for entry in config.typst_documents]


def printed_date(config) -> date:
    """Return the date stored in the PDFs."""
    try:
        return date.fromisoformat(str(config.typst_date))
    except ValueError:
        raise ConfigError("typst_date: give the date of the edition as YYYY-MM-DD") from None
