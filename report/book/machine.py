"""numbers.json: everything that the cards say, for machines, with the pages on which each number stands."""

import json
from pathlib import Path

from report.book.downloads import DATA
from report.book.numbers import place_of
from report.cards import as_record
from report.dataset import ROOT, dataset
from report.edition import data_digest
from report.derived import resolve
from report.product import NUMBERS

SCHEMA = ROOT / "report" / "numbers.schema.json"


def write_numbers(app, exception):
    """Write numbers.json and its schema into the data package."""
    if exception is not None or app.builder.format != "html":
        return
    out = Path(app.outdir) / DATA
    out.mkdir(exist_ok=True)
    out.joinpath(NUMBERS).write_text(
        json.dumps(machine_numbers(app.env), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    out.joinpath(SCHEMA.name).write_bytes(SCHEMA.read_bytes())


def machine_numbers(env) -> dict:
    """Return the edition and a record of every number that the book shows."""
    data, records = dataset(), []
    for number_id, pages in sorted(env.get_domain("num").used_in().items()):
        docname, anchor = place_of("card", number_id)
        records.append(as_record(data, resolve(data, number_id)) | {
            "card": f"{docname}.html#{anchor}",
            "pages": [{"page": f"{page}.html", "how": hows} for page, hows in pages.items()]})
    edition = {"year": data.edition.year, "version": data.edition.version,
               "published": data.edition.published.isoformat(), "publisher": data.edition.publisher,
               "data_digest": data_digest(ROOT / "data")}
    return {"$schema": SCHEMA.name, "edition": edition, "numbers": records}
