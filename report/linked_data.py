"""What the pages tell search engines: the report and its data in the vocabulary of schema.org, as JSON-LD.

There is no ClaimReview: that kind is being retired.
"""

from report import citations
from report.dataset import Dataset

CONTEXT, VOCABULARY = "@context", "https://schema.org"


def report(data: Dataset) -> dict:
    """Return the report."""
    return _work(data, "Report", data.edition.title, citations.of_report(data))


def dataset(data: Dataset, files: dict[str, str], top: str) -> dict:
    """Return the data set. `files` gives the kind of each file by its path; `top` is the way to the top of the site."""
    base = data.edition.address.rstrip("/") + "/" if data.edition.address else top
    return _work(data, "Dataset", citations.data_title(data.edition), citations.of_data(data)) | {
        "description": citations.about(data.edition),
        "distribution": [{"@type": "DataDownload", "contentUrl": base + path, "encodingFormat": kind}
                         for path, kind in files.items()]}


def _work(data, kind, name, credit):
    """Return what both say. Publisher and address are left out until the edition has them."""
    edition = data.edition
    work = {CONTEXT: VOCABULARY, "@type": kind, "name": name, "version": edition.version, "inLanguage": "en",
            "datePublished": edition.published.isoformat(), "license": citations.licence()["path"],
            "isAccessibleForFree": True, "creditText": credit}
    if edition.publisher:
        work["publisher"] = {"@type": "Organization", "name": edition.publisher}
    if edition.address:
        work["url"] = edition.address
    return work
