"""The web pages as a visitor meets them, friendly or not, through Datasette's own ASGI app."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import io
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
import lxml.html
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus import documents, ids, store
from corpus.web import configuration, server, snapshot, words
from corpus.web.marking import Place, marked
from scrapers.settings import ConfigError

# Datasette leaves the connections of its in-memory database to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")

EVIL = "<script>alert(1)</script>"
PLAN = ids.notice_id("st1", "1")
COPY = ids.notice_id("st2", "9")
BAD = ids.notice_id("st3", "x")


def fill(connection, make):
    """A notice with one fact of every kind, a copy of it, and one that means harm."""
    text = f"Kế hoạch số 5/KH-UBND {EVIL} \"'><img src=x onerror=alert(2)> đạt 90%\n" * 3
    evil = make.cited(text, "Kế hoạch số 5/KH-UBND", "5/KH-UBND", "KH", subject=EVIL, issuer=EVIL,
                      date="2024-01-02")  # fmt: skip
    file = make.file(text, (evil,), name=f"{EVIL}.pdf", pages=(0, 20))
    store.put(connection, make.plan())
    store.put(connection, make.plan(site="st2", identity="9"))
    bad = make.reading(
        text, (evil,), site="st3", identity="x", title=f"Thông báo {EVIL}", attachments=(file,)
    )
    store.put(connection, bad)
    connection.execute("UPDATE notices SET url = 'javascript:alert(3)' WHERE id = ?", (BAD,))
    documents.link(connection)


@pytest.fixture
def published(new_corpus, make, tmp_path):
    connection = new_corpus()
    fill(connection, make)
    snapshot.publish(connection, tmp_path / "published")
    return tmp_path / "published"


def visit(folder, *paths, look_every=0.0):
    """The answers to some requests, one after the other, by one server."""

    async def asked():
        site = server.Site(folder, look_every)
        await site.open()
        try:
            async with client(site) as browser:
                return [await browser.get(path) for path in paths]
        finally:
            site.close()

    return asyncio.run(asked())


def client(site):
    return httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://vidu")


def elements(answer):
    return lxml.html.fromstring(answer.text)


def assert_harmless(answer):
    """No script, no inline style, nothing from elsewhere, nothing that runs on an event."""
    page = elements(answer)
    assert page.get("lang") == "vi"
    assert not page.xpath("//script | //style | //iframe | //object | //embed | //*[@style]")
    assert not [name for each in page.iter() for name in each.attrib if name.startswith("on")]
    loaded = page.xpath("//link[@rel='stylesheet']/@href | //@src | //form/@action")
    assert all(address.startswith("/") and address[1:2] != "/" for address in loaded)
    assert not [a for a in page.xpath("//a/@href") if re.match(r"\s*(javascript|data):", a)]
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert "unsafe" not in policy
    assert "Traceback" not in answer.text


# --- snapshots


def test_a_snapshot_is_newer_than_all_before_even_when_the_clock_is_set_back(corpus_db, tmp_path):
    future = tmp_path / "corpus-29990101T000000.000000Z.db"
    future.write_bytes(b"")
    path = snapshot.publish(corpus_db, tmp_path)
    assert snapshot.newest(tmp_path) == path
    assert path.name == "corpus-29990101T000000.000001Z.db"


def test_the_newest_and_the_one_before_are_kept(corpus_db, tmp_path):
    made = [snapshot.publish(corpus_db, tmp_path / "p") for _ in range(4)]
    assert sorted((tmp_path / "p").iterdir()) == made[-2:]


def test_what_a_killed_publication_left_is_never_shown_and_goes_in_the_end(corpus_db, tmp_path):
    old = tmp_path / "corpus-29990101T000000.000000Z.part"
    fresh = tmp_path / "corpus-29990102T000000.000000Z.part"
    for partial in (old, fresh):
        partial.write_bytes(b"SQLite format 3")
    os.utime(old, (0, 0))
    assert snapshot.newest(tmp_path) is None
    path = snapshot.publish(corpus_db, tmp_path)
    assert snapshot.newest(tmp_path) == path
    assert not old.exists()
    assert fresh.exists()  # another process may be writing it


def test_a_snapshot_needs_no_journal_and_is_of_the_present_schema(published):
    path = snapshot.newest(published)
    assert path is not None
    assert path.read_bytes()[18:20] == b"\x01\x01"  # not WAL: it can be opened immutable
    assert [each.name for each in published.iterdir()] == [path.name]


def test_a_folder_that_cannot_be_written_is_one_line_and_nothing_changes(corpus_db, tmp_path):
    (tmp_path / "p").write_text("một tệp, không phải thư mục")
    with pytest.raises(ConfigError, match=r"p: cannot publish: ") as raised:
        snapshot.publish(corpus_db, tmp_path / "p")
    assert "\n" not in str(raised.value)
    assert (tmp_path / "p").read_text() == "một tệp, không phải thư mục"


def test_a_publication_that_fails_leaves_the_snapshot_before(published, new_corpus, monkeypatch):
    before = snapshot.newest(published)

    def full(_connection, path):
        Path(path).write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(snapshot, "copy_to", full)
    with pytest.raises(ConfigError, match="cannot publish: No space left on device"):
        snapshot.publish(new_corpus("other.db"), published)
    assert list(published.iterdir()) == [before]


# --- what people see


PAGES = [
    ("/", ["Kho văn bản và tin cải cách hành chính", "tin và văn bản", "Kế hoạch số 771/KH-UBND"]),
    ("/tim", ["Tìm kiếm"]),
    ("/tim?q=dong+thap", ['<mark class="found">Đồng Tháp</mark>', "2 nơi đăng", "20/3/2024"]),
    ("/tim?q=k%E1%BA%BF+ho%E1%BA%A1ch&tinh=%C4%90%E1%BB%93ng+Th%C3%A1p&nam=2024", ["2 nơi đăng"]),
    ("/tim?q=dong+thap&nam=1999", ["Không tìm thấy"]),
    ("/tim?q=771/KH-UBND", ["Văn bản mang số này", "UBND tỉnh Đồng Tháp"]),
    ("/van-ban?so=kh+771", ["Kế hoạch số 771/KH-UBND", "ngày 12/3/2024"]),
    ("/van-ban?so=999/KH-UBND", ["Không thấy văn bản nào mang số này"]),
    (f"/tin/{PLAN}", [
        "Giá trị: 88,52%", "Hạng: 3/19", "Thời hạn: 15/4/2024", "2 nơi đăng", "Quan hệ: thực hiện",
        'trang gốc: <a href="https://st1.example/1"',
    ]),
    ("/corpus", ["Bảng dữ liệu", "Ai viện dẫn văn bản nào"]),
    ("/corpus/plan_references", ["Nguyên văn", "771/KH-UBND", "thực hiện"]),
    ("/corpus/index_series", ["Chỉ số cải cách hành chính (PAR INDEX)", "88,52"]),
    ("/corpus/open_recommendations", ["đã qua hạn", "15/4/2024"]),
    (f"/corpus/notices/{PLAN}", ["Tiêu đề", "xem"]),
]  # fmt: skip


def test_each_page_tells_what_it_should(published):
    for (path, told), answer in zip(
        PAGES, visit(published, *(path for path, _ in PAGES)), strict=True
    ):
        assert answer.status_code == 200, path
        assert_harmless(answer)
        for text in told:
            assert text in answer.text, (path, text)


def test_a_notice_has_its_facts_marked_and_each_listed_one_leads_to_its_mark(published):
    (answer,) = visit(published, f"/tin/{PLAN}")
    page = elements(answer)
    marks = {kind: page.xpath(f"//mark[contains(@class, '{kind}')]") for kind in (
        "citations", "scores", "recommendations", "findings", "dates")}  # fmt: skip
    body = page.xpath("//div[@class='text']")[0]
    for kind, found in marks.items():
        assert any(mark in body.iterdescendants() for mark in found), kind
    targets = set(page.xpath("//div[@class='text']//@id"))
    listed = page.xpath("//aside//a[@class='place']/@href")
    assert len(listed) == 5
    assert {address.removeprefix("#") for address in listed} <= targets


def test_a_document_says_who_cites_it_each_work_once(published):
    (found,) = visit(published, "/van-ban?so=771/KH-UBND")
    (address,) = elements(found).xpath("//ul[@class='plain']//a/@href")
    (answer,) = visit(published, address)
    page = elements(answer)
    assert page.findtext(".//h1") == "Kế hoạch số 771/KH-UBND"
    (work,) = page.xpath("//ul[@class='plain citing']/li")
    assert "2 nơi đăng" in work.text_content()
    assert "“Kế hoạch số 771" in work.text_content() or "Kế hoạch số 771" in work.text_content()
    assert work.xpath(".//a/@href")[0] in {f"/tin/{PLAN}", f"/tin/{COPY}"}


def test_every_document_of_the_corpus_has_a_page(published, new_corpus):
    known = [row[0] for row in new_corpus().execute("SELECT id FROM documents")]
    answers = visit(published, *(f"/van-ban/{name}" for name in known))
    assert len(known) >= 2
    assert [answer.status_code for answer in answers] == [200] * len(known)


def test_every_table_that_is_shown_has_vietnamese_words_for_all_columns(corpus_db):
    for table in configuration.TABLES:
        columns = [
            row[0] for row in corpus_db.execute("SELECT name FROM pragma_table_info(?)", (table,))
        ]
        assert columns, f"metadata.toml shows {table}, which is not there"
        known = words._WORDS["columns"].keys() | words._WORDS["table_columns"].get(table, {}).keys()
        assert set(columns) <= known, table
        told = configuration.TABLES[table]
        named = {*told.get("shown", ()), *told.get("facets", ())}
        named |= {told[key] for key in ("sort", "sort_desc", "label_column", "once") if key in told}
        assert named <= set(columns), table
        assert told["title"]
        assert told["description"].endswith(".")


def test_every_table_that_is_shown_answers_with_its_facets(published):
    names = list(configuration.TABLES)
    for name, answer in zip(names, visit(published, *(f"/corpus/{n}" for n in names)), strict=True):
        assert answer.status_code == 200, name
        assert configuration.TABLES[name]["title"] in answer.text
        assert_harmless(answer)


def test_copies_can_be_left_out_of_a_view(published):
    every, once = visit(
        published,
        "/corpus/plan_references.json?_shape=array&code=771/KH-UBND",
        "/corpus/plan_references.json?_shape=array&code=771/KH-UBND&_once=1",
    )
    assert {row["notice"] for row in every.json()} == {PLAN, COPY}
    assert len({row["notice"] for row in once.json()}) == 1


def test_a_view_streams_as_csv_to_its_last_row(published, new_corpus, make):
    connection = new_corpus()
    for number in range(120):  # more than two pages
        store.put(connection, make.plan(identity=f"n{number}", title=f"Tin số {number} về CCHC"))
    documents.link(connection)
    snapshot.publish(connection, published)
    (answer,) = visit(published, "/corpus/open_recommendations.csv?_stream=on&_size=50")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    held = connection.execute("SELECT count(*) FROM open_recommendations").fetchone()[0]
    assert len(rows) == held > 120


@pytest.mark.parametrize("path", ["/health", "/-/health", "/-/health.json"])
def test_health_says_snapshot_time_and_notices(published, path):
    (answer,) = visit(published, path)
    told = answer.json()
    assert told["notices"] == 3
    assert told["works"] == 2
    assert told["snapshot"] == snapshot.moment(snapshot.newest(published)).isoformat()


# --- what nobody should see


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/corpus.db", 403),  # tải cả kho
        ("/corpus?sql=select+1", 403),
        ("/corpus/notices?_where=1=1", 403),
        ("/corpus/fulltext", 403),
        ("/corpus/fulltext_rows", 403),
        ("/corpus/unlinked.json", 403),
        ("/_internal", 403),
        ("/-/versions", 404),
        ("/-/databases.json", 404),  # đường dẫn trên máy chủ
        ("/-/metadata.json", 404),
        ("/-/plugins", 404),
        ("/-/threads", 404),
        ("/khong-co", 404),
        ("/corpus/khong_co", 404),
        ("/tin/" + "0" * 20, 404),
        ("/van-ban/" + "0" * 20, 404),
        ("/tin/%00", 404),
        ("/corpus/notices?_sort=khong_co", 400),
        ("/corpus/notices?title__in=[", 400),  # danh sách JSON hỏng
        ("/corpus/notices?title__notin=[x", 400),
        ("/corpus/notices?_size=nhieu", 400),
    ],
)
def test_closed_and_missing_pages_are_one_line(published, path, status, capfd):
    async def asked():
        site = server.Site(published)
        await site.open()
        try:
            async with client(site) as browser:
                return await browser.get(path, follow_redirects=True)
        finally:
            site.close()

    answer = asyncio.run(asked())
    assert answer.status_code == status
    if path.endswith(".json"):
        assert answer.json()["ok"] is False
    else:
        assert_harmless(answer)
        assert len(elements(answer).xpath("//p[@class='problem']")) == 1
    assert str(published) not in answer.text
    assert capfd.readouterr() == ("", "")


HOSTILE = [
    EVIL,
    "\"'><script>alert(1)</script>",
    '"',
    "'; DROP TABLE notices; --",
    "\x00\x01 kế\x00hoạch",
    "AND OR NOT NEAR(",
    "title:kế* ^{}()",
    "-kế hoạch",
    "*",
    "\ufeff\u202ekế hoạch",
    "{{ 7*7 }} {% include 'base.html' %}",
    "kế hoạch " * 60,  # dài quá 500 ký tự
    "a b c d e f g h i j k l m n o p q r s t u v w x y z",  # quá nhiều từ
    "%" * 400,
    "771/KH-UBND" + "/" * 100,
]


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_gets_an_answer_or_one_line(published, query):
    paths = [f"/tim?{urlencode({'q': query})}", f"/van-ban?{urlencode({'so': query})}",
             f"/tim?{urlencode({'q': 'kế', 'tinh': query, 'nam': query, 'loai': query})}",
             f"/corpus/notices?{urlencode({'title__contains': query})}"]  # fmt: skip
    for answer in visit(published, *paths):
        assert answer.status_code in {200, 400}
        assert_harmless(answer)
        assert "49" not in elements(answer).xpath("string(//h1)")
        if answer.status_code == 400:
            assert len(elements(answer).xpath("//p[@class='problem']")) == 1


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("kế hoạch " * 60, "Câu hỏi dài quá 500 ký tự."),
        (" ".join("abcdefghijklmnopqrstuvwxyz"), "Câu hỏi có quá nhiều từ (nhiều nhất 24)."),
        ("-- ?!", "Chưa có từ nào để tìm."),
    ],
)
def test_why_a_query_cannot_be_asked_is_said_in_vietnamese(published, query, line):
    (answer,) = visit(published, f"/tim?{urlencode({'q': query})}")
    assert answer.status_code == 400
    assert elements(answer).xpath("string(//p[@class='problem'])") == line


@given(
    st.lists(
        st.tuples(st.sampled_from(["q", "so", "tinh", "nam", "loai", "_sort", "x__in"]), st.text()),
        max_size=4,
    )
)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example([("x__in", "[")])
@example([("code__in", "[{}]")])  # không phải giá trị của một ô
@example([("code__in", "[[1]]")])
def test_any_query_string_is_answered(published, told):
    asked = urlencode([(key, text.encode("utf-8", "replace")) for key, text in told])
    paths = [f"{path}?{asked}" for path in ("/tim", "/van-ban", "/corpus/documents")]
    for answer in visit(published, *paths):
        assert answer.status_code in {200, 302, 400, 503}


def test_what_a_portal_published_is_shown_as_text_only(published):
    (found,) = visit(published, "/van-ban?so=5/KH-UBND")
    (document,) = elements(found).xpath("//ul[@class='plain']//a/@href")[:1]
    paths = [f"/tin/{BAD}", "/tim?q=script", document, "/corpus/notices", "/corpus/citations",
             "/corpus/plan_references?_all=1", f"/corpus/notices/{BAD}", "/"]  # fmt: skip
    for path, answer in zip(paths, visit(published, *paths), strict=True):
        assert answer.status_code == 200, path
        assert_harmless(answer)
    (page,) = visit(published, f"/tin/{BAD}")
    assert "javascript:alert(3)" in page.text  # as text
    assert EVIL in elements(page).xpath("string(//div[@class='text'])")


@given(st.text(alphabet="<a&ế\n", max_size=30), st.lists(st.tuples(st.integers(-2, 32),
       st.integers(-2, 32), st.sampled_from(["x", "y", "z"])), max_size=8))  # fmt: skip
def test_marking_keeps_the_text_and_marks_what_is_covered(text, places):
    shown = [Place(*place, id=f"{n}") for n, place in enumerate(places)]
    html = f"<div>{marked(text, shown)}</div>"
    assert lxml.html.fromstring(html).text_content() == text
    covered = {
        at for start, end, _ in places if 0 <= start < end <= len(text) for at in range(start, end)
    }
    inside = lxml.html.fromstring(html).xpath("//mark")
    assert sum(len(mark.text_content()) for mark in inside) == len(covered)


# --- the next snapshot, and the server


def test_the_next_snapshot_is_taken_while_requests_are_answered(published, new_corpus, make):
    connection = new_corpus()
    store.put(connection, make.reading("Tin mới về cải cách hành chính.", identity="moi"))
    documents.link(connection)

    async def asked():
        site = server.Site(published, 0.0)
        await site.open()
        before = site._shown
        async with client(site) as browser:
            first = (await browser.get("/health")).json()
            running = [asyncio.create_task(browser.get("/corpus/citations")) for _ in range(10)]
            await asyncio.sleep(0)
            path = snapshot.publish(connection, published)
            running += [asyncio.create_task(browser.get("/tim?q=ke+hoach")) for _ in range(10)]
            answers = await asyncio.gather(*running)
            last = (await browser.get("/health")).json()
        taken = site._shown
        site.close()
        return first, answers, last, before, taken, path

    first, answers, last, before, taken, path = asyncio.run(asked())
    assert [answer.status_code for answer in answers] == [200] * 20
    assert (first["notices"], last["notices"]) == (3, 4)
    assert last["snapshot"] > first["snapshot"]
    assert taken is not before
    assert taken.path == path
    assert before._datasette.executor._shutdown  # its threads and files are let go


def test_a_request_that_began_on_the_old_snapshot_ends_on_it(published, new_corpus, make):
    connection = new_corpus()
    store.put(connection, make.reading("Tin mới về cải cách hành chính.", identity="moi"))

    async def asked():
        site = server.Site(published, 0.0)
        await site.open()
        old = site._shown
        held, go = asyncio.Event(), asyncio.Event()

        async def slow(_message):
            held.set()
            await go.wait()

        scope = {"type": "http", "method": "GET", "path": "/", "raw_path": b"/", "headers": [],
                 "query_string": b"", "http_version": "1.1", "scheme": "http"}  # fmt: skip
        first = asyncio.create_task(old.answer(scope, _nothing, slow))
        await held.wait()
        snapshot.publish(connection, published)
        async with client(site) as browser:
            second = (await browser.get("/health")).json()
        still_open = not old._datasette.executor._shutdown
        go.set()
        await first
        closed = old._datasette.executor._shutdown
        site.close()
        return second["notices"], still_open, closed

    assert asyncio.run(asked()) == (4, True, True)


async def _nothing():
    return {"type": "http.request", "body": b"", "more_body": False}


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 90])
def test_a_broken_next_snapshot_is_refused_and_the_one_before_stays(published, content, caplog):
    async def asked():
        site = server.Site(published, 0.0)
        await site.open()
        (published / "corpus-29990101T000000.000000Z.db").write_bytes(content)
        async with client(site) as browser:
            answers = [await browser.get("/health") for _ in range(3)]
        site.close()
        return answers

    assert [answer.json()["notices"] for answer in asyncio.run(asked())] == [3, 3, 3]
    assert len([r for r in caplog.records if "showing the one before" in r.message]) == 1


def test_no_snapshot_is_one_line_that_names_the_command(tmp_path):
    with pytest.raises(ConfigError, match="no snapshot yet; `vanban run` publishes one"):
        server.serve(tmp_path / "published", "127.0.0.1", 0)


def test_a_port_in_use_is_one_line(published):
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=rf"^127.0.0.1:{port}: Address already in use"):
            server.serve(published, "127.0.0.1", port)


def test_a_host_that_is_not_ours_is_one_line(published):
    with pytest.raises(ConfigError, match=r"^192\.0\.2\.1:0: "):
        server.serve(published, "192.0.2.1", 0)


def test_the_command_publishes_serves_and_stops_on_ctrl_c(new_corpus, make, tmp_path):
    fill(new_corpus(), make)
    command = [sys.executable, "-m", "pipeline.cli", "serve", "--port", "0", "--data", tmp_path]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        try:
            lines = [running.stderr.readline(), running.stderr.readline()]
            assert re.fullmatch(r"published .*corpus-\S+Z\.db\n", lines[0]), lines
            address = re.search(r"http://127\.0\.0\.1:\d+/", lines[1])[0]
            with urllib.request.urlopen(f"{address}tim?q={quote('kế hoạch')}", timeout=20) as got:
                assert "771/KH-UBND" in got.read().decode()
            running.send_signal(signal.SIGINT)
            began = time.monotonic()
            assert running.wait(timeout=20) == 0
            assert time.monotonic() - began < 8
            assert running.stderr.read() == ""
        finally:
            running.kill()


def test_the_command_names_what_makes_a_corpus_where_there_is_none(tmp_path):
    command = [sys.executable, "-m", "pipeline.cli", "serve", "--data", tmp_path / "khong"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "`vanban ingest`" in done.stderr
