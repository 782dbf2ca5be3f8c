from __future__ import annotations

import gzip
import os
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from scrapers.archive import Archive, ArchiveError
from scrapers.exchange import Exchange, Location
from scrapers.settings import ConfigError

TEXT = "Kế hoạch số 771/KH-UBND ngày 20/3/2024".encode()


def exchange(n=1, body=TEXT, **changes):
    return Exchange(
        **{
            "url": f"http://skhcn.tinhmau.gov.vn/bai/{n}",
            "method": "GET",
            "sent": (("User-Agent", "vanban/0"), ("Host", "skhcn.tinhmau.gov.vn")),
            "form": b"",
            "http_status": 200,
            "reason": "OK",
            "headers": (("Content-Type", "text/html; charset=windows-1258"),),
            "wire": body,
            "payload": body,
            "at": "2026-11-22T03:00:00.000Z",
            **changes,
        }
    )


def filled(folder, count=3):
    with Archive(folder) as archive:
        return [archive.write_response(exchange(n), {"n": n}) for n in range(count)]


def test_what_was_written_is_read(tmp_path):
    with Archive(tmp_path) as archive:
        where = archive.write_response(exchange(), {"site": "tinhmau_skhcn", "kind": "article"})
        archive.sync()
        record = archive.read(where)
    assert (record.url, record.payload) == ("http://skhcn.tinhmau.gov.vn/bai/1", TEXT)
    assert (record.media_type, record.charset) == ("text/html", "windows-1258")
    assert (record.status, record.kind, record.method) == (200, "response", "GET")
    assert record.fetched_at == "2026-11-22T03:00:00.000Z"
    assert record.options == {"site": "tinhmau_skhcn", "kind": "article"}


def test_packed_bodies_lie_as_sent_and_are_read_unpacked(tmp_path):
    for encoding, packed in [("gzip", gzip.compress(TEXT)), ("deflate", zlib.compress(TEXT))]:
        headers = (("Content-Encoding", encoding), ("Transfer-Encoding", "chunked"))
        with Archive(tmp_path / encoding) as archive:
            where = archive.write_response(exchange(wire=packed, headers=headers), {})
            assert archive.read(where).payload == TEXT
        with next((tmp_path / encoding).iterdir()).open("rb") as stream:
            contents = [
                (record.rec_type, record.raw_stream.read()) for record in ArchiveIterator(stream)
            ]
        assert contents[-1] == ("response", packed)


def test_another_reader_finds_valid_warc_1_1(tmp_path):
    filled(tmp_path)
    with next(tmp_path.iterdir()).open("rb") as stream:
        kinds = []
        for record in ArchiveIterator(stream, check_digests="raise"):
            record.content_stream().read()
            kinds.append(record.rec_type)
            assert record.rec_headers.protocol == "WARC/1.1"
    assert kinds == ["warcinfo", *["metadata", "request", "response"] * 3]


def test_a_form_a_file_and_a_revisit(tmp_path):
    form = b"__EVENTARGUMENT=Page%242"
    with Archive(tmp_path) as archive:
        posted = archive.write_response(exchange(method="POST", form=form), {})
        again = archive.write_response(exchange(), {}, same_as="2026-11-21T03:00:00.000Z")
        unchanged = archive.write_response(
            exchange(http_status=304, body=b""), {}, same_as="2026-11-21T03:00:00.000Z"
        )
        local = archive.write_resource(
            "file:///b%C3%A1o-c%C3%A1o.pdf", b"%PDF", "application/pdf", {"province": "Đắk Nông"}
        )
        found = [archive.read(where) for where in (posted, again, unchanged, local)]
        assert [(one.kind, one.status) for one in found] == [
            ("response", 200),
            ("revisit", 200),
            ("revisit", 304),
            ("resource", None),
        ]
        assert (found[0].method, found[0].form) == ("POST", form)
        assert found[1].payload == b""
        assert (found[3].payload, found[3].media_type) == (b"%PDF", "application/pdf")
        assert found[3].options == {"province": "Đắk Nông"}
        assert [record for _, record in archive.records()] == found


def test_a_header_cannot_break_out_of_its_line(tmp_path):
    headers = (("X-Rác", "một\r\nContent-Type: giả"), ("Content-Type", "text/html"))
    with Archive(tmp_path) as archive:
        where = archive.write_response(exchange(headers=headers, reason="Được\r\nX: 1"), {})
        assert archive.read(where).media_type == "text/html"
        assert archive.read(where).payload == TEXT


def test_a_header_of_raw_vietnamese_stays_as_sent(tmp_path):
    sent = 'attachment; filename="Báo cáo số 12.pdf"'
    headers = (("Content-Disposition", sent.encode().decode("latin-1")),)
    with Archive(tmp_path) as archive:
        where = archive.write_response(exchange(headers=headers), {})
        assert archive.read(where).headers == (("Content-Disposition", sent),)


def test_files_end_at_their_limit(tmp_path):
    with Archive(tmp_path, max_file_bytes=4000) as archive:
        where = [archive.write_response(exchange(n, os.urandom(1500)), {"n": n}) for n in range(6)]
        assert [archive.read(one).options["n"] for one in where] == list(range(6))
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["vanban-000001.warc.gz", "vanban-000002.warc.gz", "vanban-000003.warc.gz"]
    assert [record.options["n"] for _, record in Archive(tmp_path).records()] == list(range(6))


def test_cut_at_every_byte_of_its_last_record(tmp_path):
    first, second, last = filled(tmp_path)
    path = tmp_path / last.file
    whole = path.read_bytes()
    for size in range(last.offset, last.end):
        path.write_bytes(whole[:size])
        with Archive(tmp_path) as archive:
            assert archive.recover(second) == ()
            assert path.stat().st_size == last.offset
            again = archive.write_response(exchange(9), {"n": 9})
            found = [record.options["n"] for _, record in archive.records()]
        assert found == [0, 1, 9], size
        assert again.offset == last.offset
    assert first.end == second.offset


def test_cut_anywhere_without_a_mark(tmp_path):
    where = filled(tmp_path, 5)
    path = tmp_path / where[0].file
    whole = path.read_bytes()
    for size in range(7, len(whole), len(whole) // 60):
        path.write_bytes(whole[:size])
        complete = [one for one in where if one.end <= size]
        archive = Archive(tmp_path)
        assert list(archive.recover(None)) == complete
        assert [one for one, _ in archive.records()] == complete
        archive.write_response(exchange(8), {"n": 8})
        archive.close()
        assert len(list(archive.records())) == len(complete) + 1


def test_whole_records_behind_the_mark_are_given_back(tmp_path):
    first, second, third = filled(tmp_path)
    assert Archive(tmp_path).recover(first) == (second, third)
    assert Archive(tmp_path).recover(third) == ()
    assert Archive(tmp_path).recover(None) == (first, second, third)


def test_a_file_shorter_than_the_mark_is_cut_to_what_is_whole(tmp_path):
    first, second, third = filled(tmp_path)
    path = tmp_path / third.file
    path.write_bytes(path.read_bytes()[: second.end - 10])
    archive = Archive(tmp_path)
    assert archive.recover(third) == ()
    assert archive.ends() == {first.file: first.end}


def test_bytes_that_are_no_record_are_kept_and_the_next_file_begun(tmp_path):
    first, *_ = filled(tmp_path, 1)
    path = tmp_path / first.file
    path.write_bytes(path.read_bytes() + b"\0" * 100)
    with Archive(tmp_path) as archive:
        assert archive.recover(first) == ()
        where = archive.write_response(exchange(5), {"n": 5})
        assert where.file != first.file
        assert path.stat().st_size == first.end + 100
        assert archive.read(first).payload == TEXT


def test_a_location_that_is_not_there_is_named(tmp_path):
    first, *_ = filled(tmp_path, 1)
    archive = Archive(tmp_path)
    for wrong in [
        Location("vanban-000009.warc.gz", 0, 10),
        Location(first.file, first.offset + 5, 100),
        Location(first.file, first.end + 1000, 10),
        Location(first.file, 0, first.offset),
    ]:
        with pytest.raises(ArchiveError, match=wrong.file):
            archive.read(wrong)


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "archive").write_text("một tệp, không phải thư mục")
    with pytest.raises(ConfigError, match="archive"):
        Archive(tmp_path / "archive").write_response(exchange(), {})


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path):
    with Archive(tmp_path) as archive:
        where = archive.write_response(exchange(), {})

        class Full:
            name = archive._stream.name

            def write(self, data):
                real.write(bytes(data)[:7])
                raise OSError(28, "No space left on device")

            def truncate(self, size):
                return real.truncate(size)

        real, archive._stream = archive._stream, Full()
        with pytest.raises(ConfigError, match="No space left"):
            archive.write_response(exchange(2), {})
        archive._stream = real
        again = archive.write_response(exchange(3), {"n": 3})
        assert again.offset == where.end
        assert archive.read(again).options == {"n": 3}


@settings(max_examples=40, deadline=None)
@given(
    st.binary(max_size=3000),
    st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=4),
)
def test_any_body_and_any_options_come_back(tmp_path_factory, body, options):
    with Archive(tmp_path_factory.mktemp("kho")) as archive:
        where = archive.write_response(exchange(body=body), options)
        archive.write_response(exchange(2), {})
        record = archive.read(where)
    assert (record.payload, record.options) == (body, options)
