"""What the tests of the typesetting share."""

from pathlib import Path

import pytest
from toybook import TOY, make, toy_files


@pytest.fixture(scope="session")
def toy(tmp_path_factory) -> Path:
    """The PDF of the toy book."""
    return make(tmp_path_factory.mktemp("toy"), toy_files(), **TOY) / "toy.pdf"


@pytest.fixture
def book(tmp_path):
    """A function that builds a book of one page and returns the folder of its pages."""
    def build(text: str, name: str = "one", **settings):
        page = {"index.md": "# One\n\n" + text, "other.md": "---\norphan: true\n---\n# Other\n"}
        return make(tmp_path / name, page, **settings)
    build.folder = tmp_path
    return build
