"""The PDF says nothing of who made it where and when, and does nothing by itself."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
from toybook import SETTINGS, TOY, toy  # noqa: F401

INFO = {"/Title", "/Creator", "/CreationDate", "/ModDate"}
XMP = {"dc:title", "dc:language", "dc:format", "xmp:CreatorTool", "xmp:ModifyDate", "xmp:CreateDate", "pdfuaid:part",
       "xmpTPg:NPages", "xmpMM:InstanceID", "xmpMM:DocumentID", "xmpMM:RenditionClass", "pdf:PDFVersion"}
BUILD = "import toybook, pathlib, sys; toybook.make(pathlib.Path(sys.argv[1]), toybook.toy_files(), **toybook.TOY)"


def test_same_bytes_everywhere(toy, tmp_path):
    """Another folder, time zone, locale, user and hash seed give the same bytes."""
    other = os.environ | {"TZ": "Asia/Tokyo", "LC_ALL": "C", "USER": "somebody", "HOME": str(tmp_path),
                          "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1000000000", "PYTHONUTF8": "1"}
    folder = tmp_path / "another folder"
    subprocess.run([sys.executable, "-c", BUILD, str(folder)], cwd=Path(__file__).parent, env=other, check=True)
    assert (folder / "_build" / "html" / "toy.pdf").read_bytes() == toy.read_bytes()


def test_metadata_is_on_the_list(toy):
    """Nothing is stored about the file beyond what is allowed."""
    with pikepdf.open(toy) as pdf:
        assert set(pdf.docinfo.keys()) <= INFO
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261122")
        xmp = pdf.Root.Metadata.read_bytes().decode()
    assert set(re.findall(r"<((?!rdf|x:)\w+:\w+)>", xmp)) <= XMP


def test_no_name_of_folder_or_user(toy):
    """Not even inside its streams does the file name a folder or a user."""
    with pikepdf.open(toy) as pdf:
        streams = [o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Filter" in o
                   and "/DCTDecode" not in str(o.Filter)]
    everything = toy.read_bytes() + b"".join(streams)
    for name in (str(toy.parent), str(Path.home()), "main.typ"):
        assert name == "/" or name.encode() not in everything


def test_it_does_nothing(toy):
    """There is no script, form, attachment or action but links."""
    with pikepdf.open(toy) as pdf:
        assert not {"/AcroForm", "/OpenAction", "/AA", "/AF"} & set(pdf.Root.keys())
        assert not {"/JavaScript", "/EmbeddedFiles"} & set(pdf.Root.get("/Names", {}).keys())
        kinds = {str(o["/S"]) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Action"}
        kinds |= {str(a["/A"]["/S"]) for page in pdf.pages for a in page.get("/Annots", []) if "/A" in a}
    assert kinds <= {"/URI", "/GoTo"}


def test_work_files_stay_out_of_the_pages(toy):
    """The source and the pictures for the compiler are kept apart from what is published."""
    assert (toy.parents[1] / "typst" / "toy" / "main.typ").exists()
    assert not list(toy.parent.rglob("*.typ"))


def test_only_fonts_of_the_project(toy):
    """All fonts are in the file; beside those of the project only that of code, which the compiler brings."""
    with pikepdf.open(toy) as pdf:
        names = {str(o["/FontName"]).split("+")[1] for o in pdf.objects
                 if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"}
    assert {name for name in names if not name.startswith("IBMPlex")} <= {"DejaVuSansMono"}
    assert SETTINGS["typst_font_paths"] and TOY
