from __future__ import annotations

import dataclasses

import pytest

from corpus import documents, remarks, store
from corpus.check import check
from corpus.records import Site
from corpus.seen import put_site
from extractors.facts import Facts, Reference

# Kho: mỗi dòng một văn bản được viện dẫn (mã, loại, ngày, cơ quan, mã cơ quan).
HELD = [
    ("771/KH-UBND", "KH", "2024-03-12", "UBND tỉnh Long An", "UBND"),
    ("771/KH-UBND", "KH", "2023-05-04", "UBND tỉnh Lạng Sơn", "UBND"),
    ("12/KH-UBND", "KH", "2023-01-05", "UBND tỉnh Long An", "UBND"),
    ("12/KH-UBND", "KH", "2024-01-09", "UBND tỉnh Long An", "UBND"),
    ("5/QĐ-BNV", "QĐ", "2024-01-03", "Bộ Nội vụ", "BNV"),
    ("902/QĐ-UBND", "QĐ", "2019-06-04", "Chủ tịch UBND tỉnh Long An", "UBND"),
    ("1150/QĐ-UBND", "QĐ", "2022-04-29", "UBND tỉnh Long An", "UBND"),
    ("611/QĐ-UBND", "QĐ", "2025-05-08", "UBND tỉnh Long An", "UBND"),
    ("245/KH-UBND", "KH", "2024-12-20", "UBND tỉnh Long An", "UBND"),
    ("45/2019/QH14", "LUẬT", "2019-11-20", "Quốc hội", None),
    ("02/2017/TT-VPCP", "TT", "2017-10-31", "Văn phòng Chính phủ", "VPCP"),
    ("30c/NQ-CP", "NQ", "2011-11-08", "Chính phủ", "CP"),
    ("06/QĐ-TTg", "QĐ", "2022-01-06", "Thủ tướng Chính phủ", "TTg"),
    ("06/CĐ-UBND", "CĐ", "2025-08-29", "UBND tỉnh Long An", "UBND"),
]
CHANGED = (
    "Quyết định số 902/QĐ-UBND ngày 04/6/2019 của Chủ tịch UBND tỉnh Long An được thay thế bởi "
    "Quyết định số 1150/QĐ-UBND ngày 29/4/2022 của UBND tỉnh Long An. "
    "Kế hoạch số 245/KH-UBND ngày 20/12/2024 của UBND tỉnh Long An được sửa đổi bởi Quyết định số "
    "611/QĐ-UBND ngày 08/5/2025 của UBND tỉnh Long An. Luật Thủ đô năm 2024; Luật Nhà ở năm 2014; "
    "Luật Nhà ở năm 2023."
)
RELATIONS = {"902/QĐ-UBND": "replaced_by", "1150/QĐ-UBND": "replaces",
             "245/KH-UBND": "amended_by", "611/QĐ-UBND": "amends"}  # fmt: skip


@pytest.fixture
def held(corpus_db, make):
    put_site(corpus_db, Site("st1", province=None))
    found = []
    for code, kind, date, issuer, body in HELD:
        if code in CHANGED:
            continue
        text = f"Văn bản số {code} của {issuer}, nội dung {len(found)}"
        told = make.cited(text, f"số {code}", code, kind, date=date, issuer=issuer, issuer_id=body)
        found.append((text, (told,)))
    changed = []
    for code, kind, date, issuer, body in HELD:
        if code in CHANGED:
            name = "Quyết định" if kind == "QĐ" else "Kế hoạch"
            day = (
                f"{date[8:]}/{date[5:7].lstrip('0') if date[8:] != '20' else date[5:7]}/{date[:4]}"
            )
            quote = f"{name} số {code} ngày {day} của {issuer}"
            changed.append(
                make.cited(CHANGED, quote, code, kind, date=date, issuer=issuer, issuer_id=body,
                           relation=RELATIONS[code])
            )  # fmt: skip
    laws = ("Luật Thủ đô năm 2024", "Luật Nhà ở năm 2014", "Luật Nhà ở năm 2023")
    changed += [make.cited(CHANGED, law, None, "LUẬT") for law in laws]
    changed.sort(key=lambda reference: reference.start)
    for number, (text, told) in enumerate([*found, (CHANGED, tuple(changed))]):
        reading = make.reading(
            text, told, identity=str(number), title=f"Tin {number}", province=None, published=None
        )
        store.put(corpus_db, reading)
    documents.link(corpus_db)
    return corpus_db


def verdict(db, make, code, kind, *, province="Long An", quote=None, **more):
    quote = quote or f"số {code}"
    reference = make.cited(f"Dự thảo nêu {quote}", quote, code, kind, **more)
    (checked,) = check(db, Facts(f"Dự thảo nêu {quote}", references=(reference,)), province)
    assert (checked.quote, checked.date) == (quote, more.get("date"))
    assert "\n" not in checked.held
    return checked.verdict, checked.held


# Mỗi dòng: lần viện dẫn trong dự thảo của tỉnh Long An, và kết luận kèm điều kho đang có.
CASES = [
    ("đúng số, đúng ngày", "771/KH-UBND", "KH", {"date": "2024-03-12"}, "found",
     "viện dẫn trong 1 tin"),
    ("đúng, nêu rõ cơ quan", "771/KH-UBND", "KH",
     {"date": "2024-03-12", "issuer": "UBND tỉnh Long An", "issuer_id": "UBND"}, "found", ""),
    ("cơ quan viết tắt", "5/QĐ-BNV", "QĐ", {"date": "2024-01-03", "issuer": "BNV"}, "found", ""),
    ("cơ quan viết đủ", "5/QĐ-BNV", "QĐ",
     {"date": "2024-01-03", "issuer": "Bộ Nội vụ", "issuer_id": "BNV"}, "found", ""),
    ("VPCP là Văn phòng Chính phủ", "02/2017/TT-VPCP", "TT",
     {"date": "2017-10-31", "issuer": "VPCP"}, "found", ""),
    ("cơ quan không có trong danh mục thì không kết luận", "5/QĐ-BNV", "QĐ",
     {"date": "2024-01-03", "issuer": "cơ quan có thẩm quyền"}, "found", ""),
    ("cơ quan khác hẳn", "5/QĐ-BNV", "QĐ",
     {"date": "2024-01-03", "issuer": "Bộ Tài chính", "issuer_id": "BTC"}, "contradicted",
     "ban hành là Bộ Nội vụ"),
    ("sai ngày trong năm", "771/KH-UBND", "KH", {"date": "2024-03-21"}, "contradicted",
     "12/3/2024"),
    ("sai năm: cùng ngày, tháng", "771/KH-UBND", "KH", {"date": "2025-03-12"}, "contradicted",
     "12/3/2024"),
    ("số của năm khác là văn bản khác", "771/KH-UBND", "KH", {"date": "2025-02-01"}, "unknown",
     "năm khác: 2024"),
    ("sau sáp nhập, số của tỉnh mới", "771/KH-UBND", "KH", {"date": "2025-08-01"}, "unknown",
     "của nơi khác"),
    ("số của tỉnh khác không phải của ta", "771/KH-UBND", "KH",
     {"date": "2023-05-04", "issuer": "UBND tỉnh Tây Ninh", "issuer_id": "UBND"}, "contradicted",
     "Lạng Sơn"),
    ("số của tỉnh khác, nêu đúng tên", "771/KH-UBND", "KH",
     {"date": "2023-05-04", "issuer": "UBND tỉnh Lạng Sơn", "issuer_id": "UBND"}, "found", ""),
    ("không ghi ngày, hai năm cùng số", "12/KH-UBND", "KH", {}, "in_doubt", "5/1/2023"),
    ("không ghi ngày, chỉ có một", "771/KH-UBND", "KH", {}, "found", ""),
    ("có ngày thì hết nhầm", "12/KH-UBND", "KH", {"date": "2024-01-09"}, "found", ""),
    ("đã bị thay thế", "902/QĐ-UBND", "QĐ", {"date": "2019-06-04"}, "replaced",
     "thay thế bởi 1150/QĐ-UBND ngày 29/4/2022"),
    ("mới chỉ được sửa đổi", "245/KH-UBND", "KH", {"date": "2024-12-20"}, "found",
     "sửa đổi, bổ sung bởi 611/QĐ-UBND ngày 8/5/2025"),
    ("văn bản thay thế thì còn", "1150/QĐ-UBND", "QĐ", {"date": "2022-04-29"}, "found", ""),
    ("không có trong kho", "9/CT-TTg", "CT", {"date": "2024-01-01"}, "unknown", "kho chưa có"),
    ("loại khác, cùng số", "771/QĐ-UBND", "QĐ", {"date": "2024-03-12"}, "unknown", "kho chưa có"),
    ("ký hiệu viết có dấu khác", "5/QD-BNV", "QĐ", {"date": "2024-01-03"}, "found", ""),
    ("số có chữ", "30c/NQ-CP", "NQ", {"date": "2011-11-08"}, "found", ""),
    ("số có chữ, dự thảo bỏ mất chữ", "30/NQ-CP", "NQ", {"date": "2011-11-08"}, "unknown",
     "kho chưa có"),
    ("số có 0 đứng đầu", "2/2017/TT-VPCP", "TT", {}, "found", ""),
    ("chỉ ghi loại và số: không rõ của ai", "771", "KH", {"quote": "Kế hoạch 771"}, "in_doubt",
     "UBND tỉnh Lạng Sơn"),
    ("số ấy là của loại khác", "771", "CT", {"quote": "Chỉ thị 771"}, "unknown", "kho chưa có"),
    ("tên ai cũng gọi", "06", "ĐA", {"quote": "Đề án 06"}, "found", "được viện dẫn"),
    ("chỉ ghi loại và số, năm khác", "771", "KH",
     {"quote": "Kế hoạch 771 năm 2020", "year": "2020"}, "unknown", "năm khác"),
    ("luật có số", "45/2019/QH14", "LUẬT", {}, "found", ""),
    ("luật khóa khác", "45/2019/QH13", "LUẬT", {}, "unknown", "kho chưa có"),
    ("luật gọi theo tên", None, "LUẬT", {"quote": "Luật Thủ đô năm 2024"}, "found", ""),
    ("luật gọi theo tên, sai năm", None, "LUẬT", {"quote": "Luật Thủ đô năm 2023"}, "unknown",
     "năm khác: 2024"),
    ("luật không ghi năm, kho có hai", None, "LUẬT", {"quote": "Luật Nhà ở"}, "in_doubt", "2014"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("why", "code", "kind", "more", "expected", "told"), CASES, ids=[case[0] for case in CASES]
)
def test_verdicts(held, make, why, code, kind, more, expected, told):
    found, said = verdict(held, make, code, kind, **more)
    assert found == expected, (why, said)
    assert told in said


def test_without_a_province_a_number_is_anybodys(held, make):
    assert verdict(held, make, "771/KH-UBND", "KH", province=None)[0] == "in_doubt"
    assert verdict(held, make, "245/KH-UBND", "KH", province=None)[0] == "in_doubt"
    told = verdict(held, make, "771/KH-UBND", "KH", province=None, date="2024-03-12")
    assert told[0] == "found"  # ngày đã nói


def test_of_another_province_nothing_is_known(held, make):
    found, said = verdict(held, make, "245/KH-UBND", "KH", province="Huế")
    assert found == "unknown"
    assert "245/KH-UBND, 20/12/2024, UBND tỉnh Long An, Long An" in said


def test_what_is_checked_and_what_not(held, make):
    text = "Số: 1/BC-SNV. Kế hoạch số 771/KH-UBND; Kế hoạch 771; Kế hoạch này; Luật Thủ đô"
    at = text.index("Kế hoạch số 771/KH-UBND")
    references = (
        make.cited(text, "1/BC-SNV", "1/BC-SNV", "BC", own=True),
        make.cited(text, "Kế hoạch số 771/KH-UBND", "771/KH-UBND", "KH"),
        make.cited(text, "Kế hoạch 771;", "771", "KH", antecedent=at),
        make.cited(text, "Kế hoạch này", None, "KH"),
        make.cited(text, "Luật Thủ đô", None, "LUẬT"),
    )
    before = list(held.iterdump())
    checked = check(held, Facts(text, references=references), "Long An")
    assert [(c.code, text[c.start : c.end] == c.quote) for c in checked] == [
        ("771/KH-UBND", True),
        ("Luật Thủ đô", True),
    ]
    assert list(held.iterdump()) == before  # không ghi gì


def test_a_draft_without_citations_and_an_empty_corpus(corpus_db, make):
    assert check(corpus_db, Facts("Không viện dẫn gì")) == []
    assert verdict(corpus_db, make, "771/KH-UBND", "KH") == ("unknown", "kho chưa có số này")


def test_a_checked_citation_is_plain_values(held, make):
    reference = make.cited("số 771/KH-UBND", "số 771/KH-UBND", "771/KH-UBND", "KH")
    (checked,) = check(held, Facts("số 771/KH-UBND", references=(reference,)), "Long An")
    assert set(dataclasses.asdict(checked)) == {
        "start", "end", "quote", "code", "date", "verdict", "held", "remarks",
    }  # fmt: skip


# Ngày dự thảo, câu trong dự thảo, lưu ý mong đợi (một phần của nó); không lưu ý nào thì rỗng.
REMARKS = [
    # luật có số: từ 1/4/2025 dẫn theo tên và năm
    ("2025-04-01", "Bộ luật Lao động số 45/2019/QH14", "LUẬT", {}, "Bộ luật Lao động năm 2019"),
    ("2025-03-31", "Bộ luật Lao động số 45/2019/QH14", "LUẬT", {}, None),
    ("2026-01-05", "Luật số 45/2019/QH14", "LUẬT", {}, "theo tên và năm"),
    ("2026-01-05", "Luật Thủ đô", "LUẬT", {}, "thiếu năm"),
    ("2026-01-05", "Luật Thủ đô năm 2024", "LUẬT", {}, None),
    # cơ quan đã hợp nhất
    (
        "2025-03-01",
        "Quyết định số 5/QĐ-BTTTT",
        "QĐ",
        {"issuer_id": "BTTTT"},
        "từ 1/3/2025 là Bộ Khoa học",
    ),
    ("2025-02-28", "Quyết định số 5/QĐ-BTTTT", "QĐ", {"issuer_id": "BTTTT"}, None),
    ("2026-01-05", "Quyết định số 5/QĐ-BNV", "QĐ", {"issuer_id": "BNV"}, None),
]


@pytest.mark.parametrize(("day", "quote", "kind", "more", "expected"), REMARKS)
def test_remarks(
    day: str, quote: str, kind: str, more: dict[str, str], expected: str | None
) -> None:
    code = quote.split("số ")[1] if "số " in quote else None
    reference = Reference(0, len(quote), quote, code, kind, year="2019" if code else None, **more)
    told = remarks.of(reference, None, day)
    assert (expected is None and told == ()) or (expected is not None and expected in told[0])


@pytest.mark.parametrize(
    ("subject", "jurisdiction", "day", "expected"),
    [
        # cùng trích yếu, khác vài chữ
        ("kiểm tra công tác cải cách hành chính năm 2024", None, "2026-01-05", []),
        ("ứng phó triều cường, bảo vệ vườn cây", None, "2026-01-05", ["trích yếu khác"]),
        # tỉnh đã sáp nhập ngày 1/7/2025
        ("kiểm tra cải cách hành chính năm 2024", "Long An", "2025-07-01", ["thuộc Tây Ninh"]),
        ("kiểm tra cải cách hành chính năm 2024", "Long An", "2025-06-30", []),
        ("kiểm tra cải cách hành chính năm 2024", "Cao Bằng", "2026-01-05", []),  # giữ nguyên
    ],
)  # fmt: skip
def test_remarks_on_what_is_held(
    subject: str, jurisdiction: str | None, day: str, expected: list[str]
) -> None:
    quote = "Kế hoạch số 12/KH-UBND"
    reference = Reference(
        0, len(quote), quote, "12/KH-UBND", "KH", subject="kiểm tra cải cách hành chính năm 2024"
    )
    told = remarks.of(reference, remarks.Known(subject, None, None, jurisdiction), day)
    assert [part in text for part, text in zip(expected, told, strict=True)] == [True] * len(
        expected
    )
