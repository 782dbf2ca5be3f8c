from __future__ import annotations

from random import Random

import pytest

from corpus import documents, store
from tests.growth import growth

# Số của phiên bản văn bản (text_id) còn tùy bài đã sửa bao nhiêu lần.
TABLES = {
    "documents": "*", "relations": "*", "directives": "*", "notices": "id, work",
    "citations": "id, notice, bucket, document, document_from, unresolved, candidates",
}  # fmt: skip
TYPES = {"KH": "Kế hoạch", "QĐ": "Quyết định", "NĐ": "Nghị định"}
ISSUERS = (None, "UBND tỉnh Lạng Sơn", "UBND huyện Lai Vung", "Chính phủ", "UBND tỉnh")


def told(random, make, identity):
    """A notice that cites some of few numbers, as people do: in full, without day, by number."""
    text, references = "", []
    for _ in range(random.randint(1, 5)):
        kind = random.choice(list(TYPES))
        number = random.choice(("15", "30", "7"))
        symbol = "NĐ-CP" if kind == "NĐ" else f"{kind}-UBND"
        year = random.choice(("2023", "2024"))
        code = random.choice((f"{number}/{symbol}", f"{number}/{symbol}", number))
        day = random.choice((None, f"{year}-03-12", f"{year}-05-06"))
        issuer = random.choice(ISSUERS)
        quote = f"{TYPES[kind]} số {code} của {issuer}"
        after, text = len(text), f"{text}{quote}; "
        subject = random.choice((None, "cải cách hành chính", "an toàn giao thông"))
        references.append(make.cited(
            text, quote, code, kind, after=after, date=day, issuer=issuer, subject=subject,
            own=after == 0 and random.random() < 0.3,
        ))  # fmt: skip
    if random.random() < 0.3:  # bản đăng lại: dài và giống nhau
        text += "Nội dung được đăng lại trên nhiều trang thông tin điện tử của tỉnh. " * 4
    return make.reading(
        text, tuple(references), identity=identity, title=f"Tin {random.randint(1, 4)} về cải cách",
        site=random.choice(("st1", "st2", "st3")), published=f"2024-0{random.randint(1, 9)}-10",
        province=random.choice(("Đồng Tháp", "Lạng Sơn", None)),
        genre=random.choice(("news", "document")),
    )  # fmt: skip


def rows(connection):
    return {
        table: sorted(map(repr, connection.execute(f"SELECT {columns} FROM {table}")))
        for table, columns in TABLES.items()
    }


@pytest.mark.parametrize("seed", range(12))
def test_what_is_linked_bit_by_bit_is_what_is_linked_at_once(new_corpus, make, seed):
    """Notices come, change and go between linkings; the outcome is that of the last state."""
    random = Random(seed)  # noqa: S311  (noise, no secret)
    db = new_corpus("bit-by-bit.db")
    held = {}
    for _ in range(5):
        for _ in range(random.randint(1, 6)):
            reading = told(random, make, str(random.randint(1, 14)))
            held[reading.site, reading.identity] = reading
            store.put(db, reading)
        if random.random() < 0.6 and held:
            gone = random.choice(sorted(held))
            del held[gone]
            (notice,) = db.execute(
                "SELECT id FROM notices WHERE site = ? AND identity = ?", gone
            ).fetchone()
            store.forget(db, notice)
        documents.link(db)
    fresh = new_corpus("at-once.db")
    for reading in held.values():
        store.put(fresh, reading)
    documents.link(fresh)
    for table in TABLES:
        assert rows(db)[table] == rows(fresh)[table], table
    assert len(rows(db)["documents"]) > 3


def test_time_of_many_exact_copies_is_linear(new_corpus, make):
    """Một bài được hàng nghìn trang đăng y nguyên."""
    text = "Thực hiện Kế hoạch số 15/KH-UBND ngày 12/3/2024 của UBND tỉnh Lạng Sơn. " + (
        "Nội dung được đăng lại trên nhiều trang thông tin điện tử. " * 5
    )
    cited = make.cited(text, "Kế hoạch số 15/KH-UBND", "15/KH-UBND", "KH", date="2024-03-12")
    names = iter(range(10**6))

    def work(size):
        db = new_corpus(f"copies-{next(names)}.db")
        with store.batch(db):
            for number in range(size):
                store.put(db, make.reading(text, (cited,), identity=f"{number}", title="Tin chung"))
        return lambda: documents.link(db)

    assert growth(work, 200, 1600, most=16) < 16
