"""Documents for paper: what people wrote is text, whatever it looks like, and a screen reader can follow."""

from io import BytesIO
from pathlib import Path

import pytest
import time_machine
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from closeknit.core import pdf as documents
from closeknit.core.pdf import ROOT, pdf

SOURCE = """
#import "/core/documents/sheet.typ": sheet
#let data = json(bytes(sys.inputs.data))
#show: sheet.with(data)
#heading(level: 1, data.title)
#for line in data.lines [- #line]
"""
MARKUP = '*not bold* #emph[no] $x$ <label> @ref \\ // `raw` = heading #read("/config/settings.py")'


@pytest.fixture
def source(monkeypatch, tmp_path):
    """A package of its own: the sheet that all share, and one document."""
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "documents").symlink_to(ROOT / "core" / "documents")
    monkeypatch.setattr(documents, "ROOT", tmp_path)
    file = tmp_path / "probe.typ"
    file.write_text(SOURCE)
    return file


def made(source: Path, lines: list[str], title: str = "What we agreed") -> PdfReader:
    return PdfReader(
        BytesIO(
            pdf(source, {"lines": lines}, title=title, hub="Loomwick together", address="https://loomwick.example/x")
        )
    )


def test_a_document_says_its_title_its_language_and_where_it_stands_on_the_hub(source):
    reader = made(source, ["One of us holds the key"])

    text = reader.pages[0].extract_text()
    assert reader.metadata.title == "What we agreed"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "One of us holds the key" in text
    assert "https://loomwick.example/x" in text
    assert "Page 1 / 1" in text


def test_it_is_tagged_for_screen_readers_and_says_that_it_keeps_to_the_standard(source):
    root = made(source, ["One"]).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_what_people_wrote_is_never_read_as_markup(source):
    text = " ".join(made(source, [MARKUP], title="*A title* #sys").pages[0].extract_text().split())

    assert MARKUP in text
    assert "*A title* #sys" in text


def test_a_script_that_no_face_can_draw_does_not_stop_the_document(source):
    reader = made(source, ["Known words", "\U000103a0\U000103a1 \U00012000"])

    assert "Known words" in reader.pages[0].extract_text()
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_same_words_are_the_same_bytes_all_day(source):
    told = {"title": "What we agreed", "hub": "Loomwick together", "address": "https://loomwick.example/x"}
    with time_machine.travel("2026-11-21T09:00Z", tick=False):
        first = pdf(source, {"lines": ["One"]}, **told)
    with time_machine.travel("2026-11-21T18:00Z", tick=False):
        assert pdf(source, {"lines": ["One"]}, **told) == first


def test_a_fault_of_the_source_is_not_hushed_up(source):
    source.write_text("#nobody-knows-this")

    with pytest.raises(typst.TypstError):
        made(source, [])


def test_a_document_cannot_read_outside_the_package(source):
    source.write_text('#read("/../../../../../../../etc/hostname")')

    with pytest.raises(typst.TypstError):
        made(source, [])


@settings(max_examples=40)
@given(line=st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
def test_no_text_stops_a_document(line):
    file = ROOT / "core" / "documents" / "plain.typ"

    assert pdf(file, {"lines": [line]}, title=line or "x", hub=line, address=line).startswith(b"%PDF-")
