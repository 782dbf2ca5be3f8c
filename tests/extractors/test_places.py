from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.places import (
    ENTRIES,
    agency_codes,
    find_agencies,
    find_provinces,
    province_now,
    province_of,
    successor_of,
)
from extractors.provinces import _NEW, _OLD
from extractors.text import fold, normalise
from tests.growth import growth


def agencies(text: str) -> list[tuple[str, str | None, str | None]]:
    found = find_agencies(text, fold(text))
    return [(text[a.start : a.end], a.key, a.level) for a in found]


AGENCIES = [
    # tên đầy đủ, viết tắt có và không có dấu "&"
    ("Sở Khoa học và Công nghệ", [("Sở Khoa học và Công nghệ", "SKHCN", "province")]),
    ("Sở KH&CN", [("Sở KH&CN", "SKHCN", "province")]),
    ("Sở KHCN", [("Sở KHCN", "SKHCN", "province")]),
    ("Sở NN và PTNT", [("Sở NN và PTNT", "SNN", "province")]),
    # dấu phẩy trong tên
    (
        "Sở Văn hóa, Thể thao và Du lịch",
        [("Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL", "province")],
    ),
    # dấu thanh đặt theo lối cũ
    ("Uỷ ban nhân dân tỉnh", [("Uỷ ban nhân dân tỉnh", "UBND", "province")]),
    # cấp hành chính do địa danh theo sau quyết định
    ("UBND tỉnh Đồng Tháp", [("UBND tỉnh Đồng Tháp", "UBND", "province")]),
    ("UBND huyện Hồng Dân", [("UBND huyện Hồng Dân", "UBND", "district")]),
    ("UBND cấp huyện", [("UBND cấp huyện", "UBND", "district")]),
    ("UBND các xã, phường", [("UBND các xã, phường", "UBND", "commune")]),
    ("HĐND thành phố Hà Nội", [("HĐND thành phố Hà Nội", "HDND", "province")]),
    # địa danh đứng ngay sau tên, không có chữ "tỉnh"
    ("Sở Nội vụ Bạc Liêu họp", [("Sở Nội vụ Bạc Liêu", "SNV", "province")]),
    # người đứng đầu đi liền với cơ quan
    ("Chủ tịch UBND tỉnh giao", [("Chủ tịch UBND tỉnh", "UBND", "province")]),
    ("Phó Giám đốc Sở Y tế", [("Phó Giám đốc Sở Y tế", "SYT", "province")]),
    # cơ quan không có trong danh mục: tên dừng ở động từ
    ("Phòng Quản lý Khoa học tham mưu", [("Phòng Quản lý Khoa học", None, "unit")]),
    ("Chi cục Thủy lợi phối hợp", [("Chi cục Thủy lợi", None, "unit")]),
    # nhóm cơ quan
    ("các sở, ban, ngành", [("các sở, ban, ngành", None, None)]),
    (
        "các đơn vị trực thuộc báo cáo",
        [("các đơn vị trực thuộc", None, None)],
    ),
    # xuống dòng giữa tên
    ("Sở Tài\nchính", [("Sở Tài\nchính", "STC", "province")]),
    # không phải cơ quan: ký hiệu văn bản, động từ, từ ghép
    ("Kế hoạch số 771/KH-UBND", []),
    ("công tác phòng, chống tham nhũng", []),
    ("ban hành văn bản tại trụ sở", []),
    # "ứng phó" không phải là "phó"; "ban hành" không phải là "ban"
    ("chủ động ứng phó, Chủ tịch UBND tỉnh", [("Chủ tịch UBND tỉnh", "UBND", "province")]),
    ("cơ quan, đơn vị, ban hành kế hoạch", [("cơ quan, đơn vị", None, None)]),
    # dòng in hoa: tên dừng trước trích yếu
    (
        "ỦY BAN NHÂN DÂN TỈNH VỀ VIỆC BAN HÀNH QUY CHẾ",
        [("ỦY BAN NHÂN DÂN TỈNH", "UBND", "province")],
    ),
    ("SỞ Y TẾ BÁO CÁO KẾT QUẢ", [("SỞ Y TẾ", "SYT", "province")]),
    # tên người sau tên thành phố
    (
        "Phó Chủ tịch UBND thành phố Lê Quang Hiển",
        [("Phó Chủ tịch UBND thành phố", "UBND", "province")],
    ),
    ("UBND phường Phan Đình Phùng", [("UBND phường Phan Đình Phùng", "UBND", "commune")]),
    # nhóm viết thường dừng trước tên riêng
    (
        "khối sở, ngành, Sở Công Thương",
        [("sở, ngành", None, None), ("Sở Công Thương", "SCT", "province")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), AGENCIES)
def test_find_agencies(text, expected):
    assert agencies(text) == expected


def test_body_begins_after_the_person():
    text = "Giám đốc Sở Nội vụ"
    (agency,) = find_agencies(text, fold(text))
    assert text[agency.body : agency.end] == "Sở Nội vụ"


def test_every_listed_name_is_found_whole():
    for key, entry in ENTRIES.items():
        (first, *_) = find_agencies(entry.name, fold(entry.name)) or [None]
        assert first is not None, key
        assert (first.start, first.end) == (0, len(entry.name)), key


def test_every_successor_is_listed_and_lasts():
    for key, entry in ENTRIES.items():
        assert entry.successor is None or entry.successor in ENTRIES, key
        assert ENTRIES[successor_of(key, "2026-01-01")].until is None or not entry.successor


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("UBND", "UBND"),
        ("SKH&CN", "SKHCN"),
        ("SKHCN", "SKHCN"),
        ("TTg", "TTg"),
        ("TTG", "TTg"),
        ("CP", "CP"),
        ("SLĐ-TBXH", "SLDTBXH"),  # gạch nối trong ký hiệu cơ quan
        ("TU", "TU"),
    ],
)
def test_agency_codes(code, key):
    assert agency_codes()[code] == key


@pytest.mark.parametrize(
    ("key", "day", "now"),
    [
        ("STTTT", "2025-02-28", "STTTT"),
        ("STTTT", "2025-03-01", "SKHCN"),  # sáp nhập từ 1/3/2025
        ("BLDTBXH", "2025-06-01", "BNV"),
        ("SGTCC", "2026-01-01", "SXD"),  # hai lần đổi tên
    ],
)
def test_successors(key, day, now):
    assert successor_of(key, day) == now


PROVINCES = [
    # mã tỉnh được cấp lại: cùng tên, khác mã theo ngày
    ("Đồng Tháp", "2024-03-12", "87", "2004", "tỉnh", "Đồng Tháp"),
    ("Đồng Tháp", "2025-07-01", "82", "2025", "tỉnh", "Đồng Tháp"),
    # tỉnh cũ vẫn là tỉnh cũ sau khi sáp nhập
    ("Bình Thuận", "2025-10-01", "60", "2004", "tỉnh", "Lâm Đồng"),
    # không dấu, viết tắt, có chữ "tỉnh"
    ("tỉnh Daklak", "2020-01-01", "66", "2004", "tỉnh", "Đắk Lắk"),
    ("TP.HCM", "2020-01-01", "79", "2004", "thành phố trực thuộc trung ương", "Hồ Chí Minh"),
    ("BR-VT", "2020-01-01", "77", "2004", "tỉnh", "Hồ Chí Minh"),
    # thành phố trực thuộc trung ương theo ngày
    ("Huế", "2024-12-31", "46", "2004", "tỉnh", "Huế"),
    ("Huế", "2025-01-01", "46", "2004", "thành phố trực thuộc trung ương", "Huế"),
    ("Bắc Ninh", "2026-09-19", "24", "2025", "tỉnh", "Bắc Ninh"),
    ("Bắc Ninh", "2026-09-20", "24", "2025", "thành phố trực thuộc trung ương", "Bắc Ninh"),
    ("Đồng Nai", "2026-04-30", "75", "2025", "thành phố trực thuộc trung ương", "Đồng Nai"),
    # tên báo
    ("ĐTO", "2021-10-22", "87", "2004", "tỉnh", "Đồng Tháp"),
]


@pytest.mark.parametrize(("name", "day", "code", "scheme", "kind", "now"), PROVINCES)
def test_province_of(name, day, code, scheme, kind, now):
    province = province_of(name, day)
    assert (province.code, province.scheme, province.kind, province.now) == (
        code,
        scheme,
        kind,
        now,
    )


def test_all_old_provinces_lead_to_the_34():
    assert len(_OLD) == 63
    assert {province_now(name) for name in _OLD} == set(_NEW)
    assert len(_NEW) == 34


def test_unknown_names_are_no_province():
    assert province_of("Hà Tây", "2020-01-01") is None
    assert province_now("") is None


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("Sở Y tế tỉnh Hà Nam và TP Huế", None, ["Hà Nam", "TP Huế"]),
        ("vì hòa bình; cuộc sống thái bình", None, []),  # danh từ chung
        ("huyện Quảng Ninh, đường Nguyễn Thái Bình", None, []),  # huyện, tên người
        ("thành phố Bắc Ninh", "2024-01-01", []),  # khi đó là thành phố thuộc tỉnh
        ("thành phố Bắc Ninh", "2026-10-01", ["Bắc Ninh"]),
        ("THỪA THIÊN - HUẾ", None, ["THỪA THIÊN - HUẾ"]),
    ],
)
def test_find_provinces(text, day, expected):
    assert [text[p.start : p.end] for p in find_provinces(text, fold(text), day)] == expected


@given(st.text(alphabet="Sở UBND,và tỉnh.\nHàNộiĐ&-/123 phòngcácđơnvị", max_size=200))
def test_any_text_gives_spans_in_order(raw):
    text = normalise(raw)
    found = find_agencies(text, fold(text))
    assert all(0 <= a.start <= a.body < a.end <= len(text) for a in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("piece", ["Phòng Quản lý và ", "các đơn vị, ", "UBND tỉnh ", "Văn phòng "])
def test_time_is_linear(piece):
    def finding(times):
        text = piece * times
        folded = fold(text)
        return lambda: (find_agencies(text, folded), find_provinces(text, folded))

    assert growth(finding, 1000, 8000, most=30) < 30  # eight times the text
