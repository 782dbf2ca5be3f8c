from __future__ import annotations

import copy
import importlib.util
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import floors
from corpus.evaluate import MEASURES, evaluate
from scrapers.settings import ConfigError

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture(scope="module")
def shared():
    if not SHARED.is_dir():
        if os.environ.get("VANBAN_REQUIRE_ALL") == "1":
            pytest.fail(f"{SHARED} is required")
        pytest.skip(f"{SHARED} is not here")
    return SHARED


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def load_tool(shared):
    spec = importlib.util.spec_from_file_location("score_tool", shared / "tools" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def both(shared):
    """A function that scores readings with the tool and with ours, over the annotated notices."""
    tool = load_tool(shared)
    gold = rows(shared / "gold" / "dev.jsonl")
    folder = shared / "gold" / "texts"
    texts = {g["id"]: (folder / f"{g['id']}.txt").read_text(encoding="utf-8") for g in gold}

    def run(system):
        out = io.StringIO()
        theirs = tool.score(gold, system, folder, show=True, out=out)
        listed = [line for line in out.getvalue().splitlines() if line.count("\t") == 4]
        return theirs, listed, evaluate(gold, system, texts)

    return gold, run


KINDS = ("references", "dates", "scores", "recommendations", "findings")


def spoilt(gold, choice):
    """Readings that differ from the gold: facts lost, doubled, changed, quotes cut or moved."""
    system = copy.deepcopy(gold)
    for row in system:
        for kind in KINDS:
            items = []
            for item in row.get(kind, []):
                item.pop("optional", None)
                match choice():
                    case 0:
                        continue
                    case 1:
                        items.append(dict(item))
                    case 2 if item.get("text"):
                        item["text"] = item["text"][: len(item["text"]) // 2]
                    case 3:
                        item["text"] = "không có trong bài"
                        item["date"] = item["from"] = item["value"] = None
                        item["kind"], item["addressee"], item["subject"] = "x", None, None
                    case 4 if item.get("code"):
                        item["code"] = item["code"].lower()
                items.append(item)
            row[kind] = items
        if choice() == 0:
            row["areas"], row["genre"], row["reform"] = ["digital"], "other", None
    return system[choice() % 2 :]


def agree(theirs, listed, ours):
    assert set(theirs) == set(MEASURES)
    for name, told in theirs.items():
        measure = ours.measures[name]
        found = {"p": measure.precision, "r": measure.recall, "f1": measure.f1,
                 "gold": measure.gold}  # fmt: skip
        found |= {n: right / seen for n, (right, seen) in measure.besides.items()}
        assert found == pytest.approx(told)
    assert len(listed) == len(ours.misses)
    assert sorted(line.split("\t")[:3] for line in listed) == sorted(
        [m.notice, m.what, m.kind] for m in ours.misses
    )


def test_same_figures_as_the_tool_on_perfect_and_empty_readings(both):
    gold, run = both
    agree(*run(copy.deepcopy(gold)))
    agree(*run([]))
    agree(*run([{"id": row["id"]} for row in gold]))


def test_same_figures_as_the_tool_on_spoilt_readings(both):
    gold, run = both

    @settings(max_examples=12, deadline=None)
    @given(st.integers(0, 10**9))
    def check(seed):
        state = [seed]

        def choice():
            state[0] = (state[0] * 6364136223846793005 + 1442695040888963407) % 2**64
            return (state[0] >> 33) % 11

        agree(*run(spoilt(gold, choice)))

    check()


TEXT = "Sở đạt 88,52% (3/19). Đề nghị các đơn vị báo cáo. Một số đơn vị chưa báo cáo."
GOLD = {
    "id": "1", "genre": "news", "reform": True,
    "areas": ["steering"], "areas_optional": ["digital"],
    "references": [{"text": "KH 5", "code": "5/KH-UBND", "type": "KH", "date": "2024-01-02",
                    "own": True}],
    "dates": [{"text": "2023", "from": "2023-01-01", "to": "2023-12-31"}],
    "scores": [{"text": "88,52%", "value": 88.52, "rank": 3, "ranked": 19, "period": "2023"}],
    "recommendations": [{"text": "các đơn vị báo cáo", "kind": "recommendation",
                         "deadline": None}],
    "findings": [{"text": "Một số đơn vị chưa báo cáo", "optional": True}],
}  # fmt: skip


def changed(**more):
    return {**copy.deepcopy(GOLD), **more}


@pytest.mark.parametrize(
    ("what", "system", "measure", "counts"),
    [
        ("như mẫu", GOLD, "references", (1, 0, 0)),
        (
            "số của chính tin: không xét ngày",
            changed(references=[{"code": "5/kh–ubnd"}]),
            "references",
            (1, 0, 0),
        ),
        ("thiếu hẳn", changed(references=[]), "references", (0, 0, 1)),
        ("không bắt buộc mà không có: không sao", changed(findings=[]), "findings", (0, 0, 0)),
        ("không bắt buộc mà có: không sao", GOLD, "findings", (0, 0, 0)),
        ("lĩnh vực phụ không tính", changed(areas=["steering", "digital"]), "topics", (1, 0, 0)),
        ("lĩnh vực sai", changed(areas=["impact"]), "topics", (0, 1, 1)),
        (
            "hai lần thì một lần thừa",
            changed(dates=GOLD["dates"] * 2),
            "dates",
            (1, 1, 0),
        ),
    ],
)
def test_rules(what, system, measure, counts):
    found = evaluate([GOLD], [system], {"1": TEXT}).measures[measure]
    assert (found.found, found.false, found.missed) == counts, what


def test_a_notice_without_reading_is_named():
    report = evaluate([GOLD], [], {"1": TEXT})
    assert report.absent == ("1",)
    assert report.measures["scores"].recall == 0


def test_floors(tmp_path):
    report = evaluate([GOLD], [GOLD], {"1": TEXT})
    worse = evaluate([GOLD], [changed(dates=[])], {"1": TEXT})
    path = tmp_path / "floors.toml"
    floors.raise_to(report, "abc", path)
    held = floors.load(path)
    assert floors.below(report, held, "abc") == []
    assert floors.below(worse, held, "abc") == ["dates: 0.0000 is under its floor 1.0000"]
    assert "the gold changed" in floors.below(report, held, "def")[0]
    floors.raise_to(worse, "abc", path)  # a floor is never lowered
    assert floors.load(path).floors["dates"] == 1.0
    floors.raise_to(worse, "def", path)  # for another gold it is new
    assert floors.load(path).floors["dates"] == 0.0


@pytest.mark.parametrize("content", ["gold = 1\n[floors]\n", "[", "x = 1", 'gold="a"\nfloors=3'])
def test_wrong_floors_are_one_line(tmp_path, content):
    path = tmp_path / "floors.toml"
    path.write_text(content)
    with pytest.raises(ConfigError) as error:
        floors.load(path)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_the_digest_does_not_depend_on_line_ends(tmp_path):
    one, other = tmp_path / "a" / "g.jsonl", tmp_path / "b" / "g.jsonl"
    for path, content in ((one, b"1\n2\n"), (other, b"1\r\n2\r\n")):
        path.parent.mkdir()
        path.write_bytes(content)
    assert floors.digest_of([one]) == floors.digest_of([other])
    other.write_bytes(b"1\n3\n")
    assert floors.digest_of([one]) != floors.digest_of([other])
