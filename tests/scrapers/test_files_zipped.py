"""ZIP: what is in it is read within limits; names are names and never paths."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from scrapers import attachments
from scrapers.files import parsers, zipped
from scrapers.files.limits import Limits, Refused
from scrapers.files.magic import entry_names, media_type
from tests.scrapers.files_made import Doc, package, xls
from tests.scrapers.files_made import docx as made_docx

LIMITS = Limits(entries=20, unpacked=2**21, ratio_from=2**19)
LETTER = made_docx("<w:p><w:r><w:t>Kế hoạch số 5/KH-SNV</w:t></w:r></w:p>")
REPORT = Doc().paragraph("Báo cáo số 6/BC-SNV").saved()
TABLE = xls({"S": [["STT", "Điểm"]]})


def test_files_of_an_archive_follow_each_other_and_are_named() -> None:
    payload = package(
        {"ke-hoach.docx": LETTER, "phụ lục/bao-cao.doc": REPORT, "ảnh.png": b"\x89PNG\r\n\x1a\n",
         "x.rtf": b"{\\rtf1 x}", "__MACOSX/._a": b"x", "rong.doc": b""}
    )  # fmt: skip
    text = parsers.read(payload, LIMITS)
    assert text.text == "Kế hoạch số 5/KH-SNV\nBáo cáo số 6/BC-SNV"
    assert [(p.name, p.media_type, p.start, p.problem) for p in text.parts] == [
        ("ke-hoach.docx", "docx", 0, None),
        ("bao-cao.doc", "doc", 21, None),
        ("ảnh.png", "png", 40, "scanned"),
        ("x.rtf", "rtf", 40, "unsupported"),
        ("rong.doc", "other", 40, "empty"),
    ]
    assert text.text[21:].startswith("Báo cáo")


def test_names_are_never_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["../../evil.docx", "/etc/passwd.docx", "C:\\Windows\\a.docx", "a/../b.docx"]
    text = parsers.read(package(dict.fromkeys(names, LETTER)), LIMITS)
    assert [p.name for p in text.parts] == ["evil.docx", "passwd.docx", "a.docx", "b.docx"]
    assert list(tmp_path.iterdir()) == []
    assert not (tmp_path.parent.parent / "evil.docx").exists()


def test_one_archive_inside_another_is_opened_and_no_more() -> None:
    once = package({"a.docx": LETTER, "trong.zip": package({"b.doc": REPORT})})
    text = parsers.read(once, LIMITS)
    assert [p.name for p in text.parts] == ["a.docx", "b.doc"]
    assert text.text[text.parts[1].start :] == "Báo cáo số 6/BC-SNV"
    twice = package({"c.doc": REPORT, "ngoai.zip": once, "sau.zip": package({"t.zip": once})})
    problems = {p.name: p.problem for p in parsers.read(twice, LIMITS).parts}
    assert problems == {"c.doc": None, "a.docx": None, "trong.zip": "too_nested",
                        "sau.zip": "too_nested"}  # fmt: skip


def encrypted() -> bytes:
    payload = bytearray(package({"mat.docx": LETTER}, stored=True))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        payload[(payload.index if at == 6 else payload.rindex)(mark) + at] |= 1
    return bytes(payload)


def lying() -> bytes:
    """The directory says that an entry is small; it unpacks to much more."""
    payload = bytearray(package({"a.txt": bytes(2**20)}))
    place = payload.index(b"PK\x01\x02") + 24
    payload[place : place + 4] = (10).to_bytes(4, "little")
    return bytes(payload)


def overlapping() -> bytes:
    """Many entries of the directory show the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(2**19))
        for number in range(10):
            info = zipfile.ZipInfo(f"b{number}")
            first = archive.filelist[0]
            for name in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
                setattr(info, name, getattr(first, name))
            archive.filelist.append(info)
            archive.NameToInfo[info.filename] = info
        archive._didModify = True
    return out.getvalue()


@pytest.mark.parametrize(
    ("payload", "problem"),
    [
        (package({}), "empty"),
        (package({"[Content_Types].xml": "x", "word/media/a.png": b"\x89PNG\r\n\x1a\n"}), "broken"),
        (package({"[Content_Types].xml": "x", "ppt/presentation.xml": "x"}), "unsupported"),
        (package({"a.docx": LETTER})[:-30], "broken"),
        (encrypted(), "encrypted"),
        (lying(), "broken"),
        (overlapping(), "bomb"),
        (package({f"{n}.doc": b"" for n in range(21)}), "too_many_entries"),
        (package({"a": bytes(2**20)}), "bomb"),  # tỉ số nén hơn 250
        (package({"a": bytes(2**21 + 1)}, stored=True), "too_large"),
        (package({"a.rtf": b"{\\rtf1 x}"}), "unsupported"),
        (package({"a.png": b"\x89PNG\r\n\x1a\n", "b.rtf": b"{\\rtf1 x}"}), "scanned"),
    ],
)
def test_what_gives_no_text_is_named(payload: bytes, problem: str) -> None:
    with pytest.raises(Refused, match=f"^{problem}$"):
        parsers.read(payload, LIMITS)


def test_names_of_old_windows_are_decoded() -> None:
    payload = package({"Bao cao.docx": LETTER}).replace(b"Bao cao", "Báo cáo".encode("cp1258"))
    assert [name for name, _ in zipped.files(payload, LIMITS)] == ["Báo cáo.docx"]


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        (LETTER, "docx"), (REPORT, "doc"), (TABLE, "xls"), (package({}), "zip"),
        (package({"word/document.xml.bak": "x"}), "zip"),
        # Gói của Office thiếu phần chính vẫn là tệp ấy, chỉ là hỏng.
        (package({"[Content_Types].xml": "x", "word/media/a.png": "x"}), "docx"),
        (package({"[Content_Types].xml": "x", "ppt/presentation.xml": "x"}), "pptx"),
        (b"rubbish" + LETTER, "other"),
        (package({"a.docx": LETTER}, stored=True), "zip"),  # không nhìn vào tệp bên trong
    ],
)  # fmt: skip
def test_the_directory_tells_what_a_package_is(payload: bytes, kind: str) -> None:
    assert media_type(payload) == kind


def test_a_directory_without_end_is_walked_for_a_while_only() -> None:
    entry = package({"a": b""})[31:-22]
    endless = b"PK\x03\x04" + entry * 20_000
    end = b"PK\x05\x06" + bytes(8) + (len(entry) * 20_000).to_bytes(4, "little") + bytes(6)
    assert len(list(entry_names(endless + end))) <= 5000


def test_the_door_reads_archives_too() -> None:
    text = attachments.read(package({"a.docx": LETTER, "b.xls": TABLE}))
    assert (text.media_type, text.problem) == ("zip", None)
    assert text.text == "Kế hoạch số 5/KH-SNV\nSTT\tĐiểm"
    assert [part.name for part in text.parts] == ["a.docx", "b.xls"]
