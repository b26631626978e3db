"""From Typst source to PDF: fonts of the project only, a date that is given, PDF/UA-1 or nothing."""

import calendar
import json
import shutil
from datetime import date
from importlib import resources
from pathlib import Path

from typstbook.faults import TypesettingError
from typstbook.settings import printed_date

STANDARDS = ["ua-1"]


def compile_book(app, book, work: Path, source: str) -> bytes:
    """Return the PDF of a book; raise where the compiler objects, even with a warning, or a limit is passed."""
    import typst  # the settings and the pages need no compiler

    main = _lay_out(app, book, work, source)
    fonts = [Path(app.srcdir, folder) for folder in app.config.typst_font_paths]
    try:
        data, warnings, end = compiled(main, fonts, printed_date(app.config))
    except typst.TypstError as err:
        raise TypesettingError(f"{book.target}: {_explained(err, source)}") from None
    if warnings:
        raise TypesettingError(f"{book.target}: " + "\n".join(_explained(w, source) for w in warnings))
    _keep_within(book, end, len(data))
    return data


def compiled(main: Path, fonts: list[Path], day: date) -> tuple[bytes, list, dict]:
    """Return the PDF of a Typst source, the compiler's warnings, and where the text ends ({"page": …, "y": mm}).

    `day` is stored as the date of the file. Raises typst.TypstError.
    """
    import typst

    compiler = typst.Compiler(str(main), root=str(main.parent), font_paths=list(map(str, fonts)),
                              ignore_system_fonts=True)
    data, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=STANDARDS,
                                                    timestamp=calendar.timegm(day.timetuple()))
    return data, warnings, json.loads(compiler.query("<end-of-book>", field="value", one=True))


def _lay_out(app, book, work, source):
    """Write the source with the design beside it: the package's own, and on top of it that of the project."""
    package = resources.files("typstbook").joinpath("template.typ").read_text(encoding="utf-8")
    (work / "typstbook.typ").write_text(package, encoding="utf-8")
    if book.template:
        shutil.copyfile(Path(app.srcdir, book.template), work / "design.typ")
    else:
        (work / "design.typ").write_text('#import "typstbook.typ": *\n', encoding="utf-8")
    main = work / "main.typ"
    main.write_text(source, encoding="utf-8", newline="\n")
    return main


def _explained(err, source):
    """Return what the compiler says, with the document that the line of its source belongs to."""
    text = getattr(err, "diagnostic", "") or str(err)
    hints = "".join(f"\n  hint: {hint}" for hint in getattr(err, "hints", []) or [])
    return f"{getattr(err, 'message', '')}{hints}\n{text}{_document(text, source)}"


def _document(text, source):
    """Find the document by the first line number in a diagnostic that belongs to the book's own source."""
    _, found, rest = text.partition("main.typ:")
    number = rest.partition(":")[0]
    if not found or not number.isdigit():
        return ""
    above = [line[3:] for line in source.splitlines()[:int(number)] if line.startswith("// ")]
    return f"\nin the document {above[-1]}" if above else ""


def _keep_within(book, end, size):
    """Raise where a book is longer, shorter or larger than its options allow."""
    pages, limit = end["page"], book.options.get("max_pages")
    if limit and pages > limit:
        raise TypesettingError(f"{book.target}: {pages} pages, and {limit} are allowed. "
                               f"Page {pages} is filled down to {end['y']} mm.")
    if pages < (limit := book.options.get("min_pages", 1)):
        raise TypesettingError(f"{book.target}: {pages} pages, and {limit} are wanted. "
                               f"Page {pages} is filled down to {end['y']} mm.")
    limit = book.options.get("max_bytes")
    if limit and size > limit:
        raise TypesettingError(f"{book.target}: {size:,} bytes, and {limit:,} are allowed.")
