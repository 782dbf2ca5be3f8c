"""A table is read by the types of a dataclass, and whatever is wrong in it is told by its key."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers import site
from scrapers.settings import ConfigError, Settings, load
from scrapers.strict import Before, Mistake, above, at_least, at_most, made, matching, plain, some


def _even(value: int) -> int:
    if value % 2:
        raise ValueError("an even number")
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    ten: str
    so: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    ten: str
    so: int = 0
    ti_le: float = 1.0
    co: bool = False
    loai: Literal["a", "b", 3] = "a"
    chan: Annotated[int, _even, at_least(2), at_most(8)] | None = None
    duong: Annotated[float, above(0)] = 1.0
    ma: Annotated[str, matching("[a-z]+")] = "a"
    mau: re.Pattern[str] | None = None
    nhieu: Annotated[tuple[str, ...], Before(lambda v: [v] if isinstance(v, str) else v)] = ()
    it_nhat: Annotated[tuple[int, ...], some] = (1,)
    bang: Below | None = None
    cac_bang: tuple[Below, ...] = ()
    noi: Path | None = None
    luc: datetime | None = None


# Mỗi dòng: điều được viết, và trường đọc ra.
RIGHT = [
    ({}, {}),
    ({"so": 7}, {"so": 7}),
    ({"ti_le": 2}, {"ti_le": 2.0}),  # số nguyên là số thực
    ({"loai": 3}, {"loai": 3}),
    ({"chan": 4}, {"chan": 4}),
    ({"nhieu": "mot"}, {"nhieu": ("mot",)}),  # một chuỗi là danh sách một phần tử
    ({"nhieu": ["mot", "hai"]}, {"nhieu": ("mot", "hai")}),
    ({"mau": r"-(\d+)$"}, {"mau": re.compile(r"-(\d+)$")}),
    ({"bang": {"ten": "x"}}, {"bang": Below(ten="x")}),
    ({"bang": Below(ten="x")}, {"bang": Below(ten="x")}),  # đã là bảng
    ({"cac_bang": [{"ten": "x", "so": 2}]}, {"cac_bang": (Below(ten="x", so=2),)}),
    ({"noi": "/du-lieu"}, {"noi": Path("/du-lieu")}),
    ({"luc": datetime(2026, 3, 1)}, {"luc": datetime(2026, 3, 1)}),  # noqa: DTZ001  (as TOML gives it)
]


@pytest.mark.parametrize(("written", "fields"), RIGHT)
def test_a_table_is_read_by_its_types(written, fields):
    assert made(Table, {"ten": "Sở", **written}) == Table(**{"ten": "Sở", **fields})


# Mỗi dòng: điều viết sai, và cả câu báo.
WRONG = [
    ({"ten": 3}, "ten = 3: Input should be a valid string"),
    ({"so": "3"}, "so = '3': Input should be a valid integer"),  # không đoán
    ({"so": True}, "so = True: Input should be a valid integer"),  # đúng sai không phải số
    ({"so": 3.0}, "so = 3.0: Input should be a valid integer"),
    ({"ti_le": "2"}, "ti_le = '2': Input should be a valid number"),
    ({"ti_le": False}, "ti_le = False: Input should be a valid number"),
    ({"co": 1}, "co = 1: Input should be a valid boolean"),
    ({"loai": "c"}, "loai = 'c': Input should be 'a' or 'b' or 3"),
    ({"loai": 3.0}, "loai = 3.0: Input should be 'a' or 'b' or 3"),
    ({"loai": ["a"]}, "loai = ['a']: Input should be 'a' or 'b' or 3"),
    ({"chan": 3}, "chan = 3: an even number"),
    ({"chan": 0}, "chan = 0: Input should be greater than or equal to 2"),
    ({"chan": 10}, "chan = 10: Input should be less than or equal to 8"),
    ({"duong": 0}, "duong = 0: Input should be greater than 0"),
    ({"duong": float("nan")}, "duong = nan: Input should be greater than 0"),
    ({"ma": "aB"}, "ma = 'aB': String should match pattern '[a-z]+'"),
    ({"ma": "a\n"}, "ma = 'a\\n': String should match pattern '[a-z]+'"),
    ({"nhieu": ["a", 2]}, "nhieu.1 = 2: Input should be a valid string"),
    ({"nhieu": {"a": 1}}, "nhieu = {'a': 1}: Input should be a valid list"),
    ({"it_nhat": []}, "it_nhat = []: List should have at least 1 item"),
    ({"bang": {"ten": "x", "la": 1}}, "bang.la = 1: Extra inputs are not permitted"),
    ({"bang": {"so": 1}}, "bang.ten: missing"),
    ({"bang": "x"}, "bang = 'x': Input should be a valid table"),
    ({"cac_bang": [{"ten": "x"}, {"ten": 1}]}, "cac_bang.1.ten = 1: Input should be a valid"),
    ({"noi": 1}, "noi = 1: Input should be a valid path"),
    ({"luc": "hôm qua"}, "luc = 'hôm qua': Input should be a valid moment"),
    ({"mau": "(a"}, "mau = '(a': Input should be a valid regular expression: missing )"),
    ({"mau": 1}, "mau = 1: Input should be a valid regular expression"),
    ({"la": {"x": 1}}, "la = {'x': 1}: Extra inputs are not permitted"),
]


@pytest.mark.parametrize(("written", "told"), WRONG)
def test_what_is_wrong_is_told_by_its_key_and_value(written, told):
    with pytest.raises(Mistake) as caught:
        made(Table, {"ten": "Sở", **written})
    assert str(caught.value).startswith(told)


def test_what_is_missing_is_told():
    with pytest.raises(Mistake, match=r"^ten: missing$"):
        made(Table, {})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*Table.__dataclass_fields__, "khác"]), JSON))
def test_whatever_is_written_is_read_or_told(written):
    try:
        made(Table, written)
    except Mistake as mistake:
        key = mistake.keys[0]
    else:
        key = "ten"
    assert key in {*written, "ten"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("delay = -1", "delay = -1: Input should be greater than or equal to 0"),
        ("delay = 'nhanh'", "delay = 'nhanh': Input should be a valid number"),
        ("hosts_at_once = 1000", "hosts_at_once = 1000: Input should be less than or equal to 256"),
        ("ports = [80, 'https']", "ports.1 = 'https': Input should be a valid integer"),
        ("dealy = 3", "dealy = 3: Extra inputs are not permitted"),
    ],
)
def test_a_wrong_setting_is_told_with_its_file(tmp_path, line, told):
    path = tmp_path / "vanban.toml"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert str(caught.value) == f"{path}: {told}"


def test_what_is_read_can_be_written_as_json():
    declared = site.find("daknong_stc", None)
    written = json.loads(json.dumps(plain(declared)))
    assert tuple(written["article"]["title"]) == declared.article.title
    assert written["identity_patterns"] == [one.pattern for one in declared.identity_patterns]
    assert plain(Settings())["ports"] == [80, 443]


def test_a_crawl_does_without_what_takes_ten_megabytes():
    script = "import sys, pipeline.commands.crawl; print('pydantic' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert told.stdout.split() == ["False"]
