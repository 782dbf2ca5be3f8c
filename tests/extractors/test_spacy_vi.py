"""The spaCy components give the same facts as `extract`, and survive what researchers do."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import extract, load
from extractors.facts import Context, to_json

KINDS = ("references", "dates", "scores", "recommendations", "findings")
NOTICE = (
    "Ngày 20/10, Đoàn kiểm tra làm việc tại Sở Y tế theo Kế hoạch số 771/KH-UBND\n"
    "ngày 12/3/2024.\n\n"
    "Tuy nhiên,  một số phòng chưa niêm yết thủ tục hành chính.\n"
    "Đoàn kiểm tra yêu cầu Sở Y tế rà soát vị trí việc làm; bố trí đủ công chức một cửa.\n"
    "Năm 2023, chỉ số cải cách hành chính đạt 88,52%, xếp thứ 3/19 sở, ngành."
)
CONTEXT = {"published": "2024-10-22", "province": "Đồng Tháp", "title": None}


@pytest.fixture(scope="module")
def nlp():
    return load()


def _read(nlp, text=NOTICE):
    doc = nlp.make_doc(text)
    doc._.context = CONTEXT
    return nlp(doc)


@pytest.mark.parametrize("kind", KINDS)
def test_spans_are_the_facts_of_extract(nlp, kind):
    # Đủ năm loại dữ kiện, đúng chữ, đúng giá trị
    expected = to_json(extract(NOTICE, Context(**CONTEXT)))[kind]
    doc = _read(nlp)
    assert expected
    assert [span._.vanban for span in doc.spans[kind]] == expected
    assert [span.text for span in doc.spans[kind]] == [fact["text"] for fact in expected]


def test_context_counts(nlp):
    # "Ngày 20/10" lấy năm của ngày đăng
    for year, place in (("2021", "attribute"), ("2022", "user data")):
        doc = nlp.make_doc("Ngày 20/10, Đoàn kiểm tra làm việc tại Sở Y tế.")
        context = {"published": f"{year}-10-22"}
        if place == "attribute":
            doc._.context = context
        else:
            doc.user_data["context"] = context
        doc = nlp(doc)
        assert [span._.vanban["from"] for span in doc.spans["dates"]] == [f"{year}-10-20"]


def test_the_text_is_read_once(nlp, monkeypatch):
    from extractors import spacy_vi

    calls = []
    monkeypatch.setattr(
        spacy_vi, "extract", lambda text, context: calls.append(text) or extract(text, context)
    )
    nlp(NOTICE)
    assert calls == [NOTICE]


def test_two_facts_of_one_span_stay_apart(nlp):
    # Kết quả chung của ba cơ quan là ba dữ kiện trên cùng một chỗ
    doc = _read(nlp)
    first = doc.spans["recommendations"][0]
    doc._.vanban["recommendations"].append({**first._.vanban, "addressee": "Sở Nội vụ"})
    doc.spans["recommendations"] = []
    doc = nlp.get_pipe("vanban_recommendations")(doc)
    told = [span._.vanban["addressee"] for span in doc.spans["recommendations"]]
    assert told == ["Sở Y tế", "Sở Y tế", "Sở Nội vụ"]


def test_pipe_over_processes(nlp):
    docs = list(nlp.pipe([NOTICE, "Không có gì.", NOTICE], n_process=2, batch_size=1))
    assert [len(doc.spans["recommendations"]) for doc in docs] == [2, 0, 2]
    assert docs[0].spans["recommendations"][0]._.vanban["addressee"] == "Sở Y tế"


def test_docbin_round_trip(nlp):
    from spacy.tokens import DocBin

    doc = _read(nlp)
    packed = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (back,) = DocBin().from_bytes(packed).get_docs(nlp.vocab)
    assert json.dumps(back._.vanban) == json.dumps(doc._.vanban)
    for kind in KINDS:
        stored, made = back.spans[kind], doc.spans[kind]
        assert [(s.text, s.label_, s.id_) for s in stored] == [
            (s.text, s.label_, s.id_) for s in made
        ]
        assert [s._.vanban["text"] for s in stored] == [s.text for s in made]


def test_saved_pipeline_is_loaded(nlp, tmp_path):
    # Lưu ra đĩa rồi nạp lại: cùng cách tách từ, cùng dữ kiện
    import spacy

    nlp.to_disk(tmp_path / "vi")
    again = spacy.load(tmp_path / "vi")
    assert [t.text for t in again.make_doc(NOTICE)] == [t.text for t in nlp.make_doc(NOTICE)]
    before, after = _read(nlp), _read(again)
    told = [span.text for span in after.spans["recommendations"]]
    assert told == [span.text for span in before.spans["recommendations"]] != []


def test_saved_pipeline_is_loaded_by_entry_points_alone(nlp, tmp_path):
    # Chương trình khác chỉ gọi spacy.load: bộ tách từ và thành phần đến từ entry points
    names = [name for name in nlp.pipe_names if name.startswith("vanban_")]
    factories = "".join(f"{n} = extractors.spacy_vi:{n.removeprefix('vanban_')}\n" for n in names)
    metadata = tmp_path / "vanban_entry_points-0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Name: vanban-entry-points\nVersion: 0\n")
    (metadata / "entry_points.txt").write_text(
        f"[spacy_factories]\n{factories}"
        "[spacy_tokenizers]\nvanban.words.v1 = extractors.spacy_vi:make_tokenizer\n"
    )
    nlp.to_disk(tmp_path / "vi")
    program = (
        "import spacy, sys; nlp = spacy.load(sys.argv[1]); doc = nlp('Số 12/KH-UBND');"
        "print(len(doc), sorted(doc.spans))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "vi")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
    )
    assert done.stdout.split(maxsplit=1) == ["6", f"{sorted([*KINDS, 'topics'])}\n"]


def test_displacy_draws_the_spans(nlp):
    from spacy import displacy

    drawn = displacy.render(
        _read(nlp), style="span", options={"spans_key": "recommendations"}, jupyter=False
    )
    assert "directive" in drawn
    assert "niêm" in drawn


def test_a_foreign_span_has_no_fact(nlp):
    doc = _read(nlp)
    assert doc[0:2]._.vanban is None


def test_text_that_is_not_normalised_is_refused():
    # Doc của bộ tách từ khác, chữ tổ hợp: vị trí sẽ lệch
    import spacy

    other = spacy.blank("xx")
    load()
    other.add_pipe("vanban_dates")
    with pytest.raises(ValueError, match="not normalised"):
        other("nga\u0300y 12/3/2024")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
@settings(max_examples=60, deadline=None)
def test_tokens_give_the_text_back(text):
    from extractors.text import normalise

    nlp = load_once()
    assert nlp.make_doc(text).text == normalise(text)


_KEPT = []


def load_once():
    if not _KEPT:
        _KEPT.append(load())
    return _KEPT[0]
