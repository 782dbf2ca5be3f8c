"""File names as portals send them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.disposition import file_name

NAMES = [
    # (tiêu đề, tên)
    ('attachment; filename="Báo cáo số 12.pdf"'.encode().decode("latin-1"), "Báo cáo số 12.pdf"),
    ("attachment; filename=x.pdf; filename*=UTF-8''B%C3%A1o.pdf", "Báo.pdf"),
    ("attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf; filename=x.pdf", "Báo cáo.pdf"),
    ("attachment; filename*=windows-1258''B%E1o.pdf", "Báo.pdf"),
    ("attachment; filename*=khong-co''B%E1o.pdf; filename=x.pdf", "x.pdf"),  # bảng mã không có
    ("attachment; filename*0*=UTF-8''B%C3%A1o; filename*1=.pdf", "Báo.pdf"),
    ('attachment; filename="=?UTF-8?B?QsOhbyBjw6FvLnBkZg==?="', "Báo cáo.pdf"),  # như trong thư
    ("attachment; filename=K%E1%BA%BF+ho%E1%BA%A1ch.docx", "Kế hoạch.docx"),  # ASP.NET
    ('attachment; filename="100%25 hồ sơ+1.xlsx"'.encode().decode("latin-1"), "100% hồ sơ+1.xlsx"),
    ("attachment; filename=giam 50%.pdf", "giam 50%.pdf"),
    ("attachment; filename=B%E1o.pdf", "B%E1o.pdf"),  # không phải UTF-8: để nguyên
    ('attachment; filename="Đề án.doc"'.encode("cp1258", "ignore").decode("latin-1"), "Đ án.doc"),
    ('inline; filename="C:\\Users\\vp\\to trinh.pdf"', "to trinh.pdf"),
    ('attachment; filename="../../etc/passwd"', "passwd"),
    ('attachment; FileName = "a;b.pdf"; size=3', "a;b.pdf"),
    ('attachment; filename="he said \\"x\\".pdf"', 'he said "x".pdf'),
    ("attachment;filename=Bao cao 12.pdf", "Bao cao 12.pdf"),
    (
        'attachment; filename="Káº¿ hoáº¡ch cáº£i.pdf"'.encode().decode("latin-1"),
        "Kế hoạch cải.pdf",
    ),
    ('attachment; filename=""', None),
    ("attachment", None),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("header", "name"), NAMES)
def test_the_name_of_a_file(header, name):
    assert file_name(header) == name


@given(st.text(st.characters(max_codepoint=255), max_size=80))
def test_any_header_has_a_name_or_none(value):
    for header in (value, f"attachment; filename={value}", f"attachment; filename*={value}"):
        name = file_name(header)
        assert name is None or (name and "/" not in name and "\\" not in name)
