"""The child that reads foreign files: killed at its limits, and the next file goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from scrapers.files.limits import Limits, Refused
from scrapers.files.pool import Pool

LIMITS = Limits(seconds=30.0, memory=2 * 2**30, characters=100_000, pixels=1000)
HASTY = replace(LIMITS, seconds=1.0)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    os.environ["PYTHONPATH"] = str(Path(__file__).parent)  # where the child finds stub_parsers
    made = Pool(LIMITS, "stub_parsers")
    try:
        yield made
    finally:
        made.close()
        del os.environ["PYTHONPATH"]


def said(pool: Pool, task: str, payload: bytes = b"") -> str:
    return str(pool.ask({"task": task}, payload)[0]["said"])


@pytest.mark.usefixtures("pool")  # which tells a child where stub_parsers is
@pytest.mark.parametrize(
    "task",
    [
        "loop",  # bộ đọc lặp vô hạn
        "sleep",
        "native_loop",  # mã C không trả quyền cho trình thông dịch
    ],
)
def test_a_hung_parser_is_killed_at_its_deadline_and_the_next_file_goes_on(task: str) -> None:
    hasty = Pool(HASTY, "stub_parsers")
    said(hasty, "echo")
    begun = time.monotonic()
    with pytest.raises(Refused, match=r"^timeout$"):
        said(hasty, task)
    assert HASTY.seconds <= time.monotonic() - begun < HASTY.seconds + 5
    patient = Pool(LIMITS, "stub_parsers")
    assert said(patient, "echo", "Kế hoạch".encode()) == "Kế hoạch"
    for made in (hasty, patient):
        made.close()


@pytest.mark.parametrize(
    ("task", "problem"),
    [
        ("allocate", "memory"),
        ("allocate_natively", "memory"),
        ("signal", "crashed"),  # chết vì tín hiệu
        ("segfault", "crashed"),
        ("exit", "crashed"),
        ("raise", "crashed"),
        ("flood", "too_large"),  # trả lời dài quá mức
        ("babble", "too_large"),  # ghi mãi vào ống, không theo khuôn nào
        ("recurse", "too_nested"),
    ],
)
def test_a_parser_gone_wrong_is_named_and_the_next_file_goes_on(
    pool: Pool, task: str, problem: str
) -> None:
    with pytest.raises(Refused, match=f"^{problem}$"):
        said(pool, task)
    assert said(pool, "echo", "Kế hoạch".encode()) == "Kế hoạch"


def test_what_a_parser_prints_goes_nowhere(pool: Pool, capfd: pytest.CaptureFixture[str]) -> None:
    assert said(pool, "print") == "printed"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("task", ["socket", "resolve", "program", "fork", "write"])
def test_a_parser_has_no_network_no_programs_and_writes_nothing(
    pool: Pool, task: str, tmp_path: Path
) -> None:
    target = tmp_path / "written"
    assert "PermissionError" in said(pool, task, str(target).encode())
    assert not target.exists()


def test_a_parser_opens_few_files(pool: Pool) -> None:
    assert "Too many open files" in said(pool, "files")


@pytest.mark.skipif(
    subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode != 0,
    reason="this kernel allows no network name space",
)
def test_a_parser_sees_no_interface_but_its_own_loopback(pool: Pool) -> None:
    names = [
        line.split(":")[0].strip() for line in said(pool, "interfaces").split("\n") if ":" in line
    ]
    assert names == ["lo"]


def test_one_child_reads_file_after_file(pool: Pool) -> None:
    assert len({said(pool, "pid") for _ in range(50)}) == 1


def test_threads_have_a_child_each(pool: Pool) -> None:
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda n: said(pool, "echo", str(n).encode()), range(200)))
    assert answers == [str(n) for n in range(200)]


def test_a_child_that_died_between_two_files_is_replaced(pool: Pool) -> None:
    before = int(said(pool, "pid"))
    os.kill(before, signal.SIGKILL)
    time.sleep(0.1)
    assert int(said(pool, "pid")) != before


def test_a_file_above_the_limit_is_not_even_sent() -> None:
    small = Pool(replace(LIMITS, file_bytes=10), "stub_parsers")
    with pytest.raises(Refused, match="too_large"):
        small.ask({"task": "echo"}, b"x" * 11)


def _forked(pid: int) -> tuple[int, str]:
    from scrapers.files import pool as module

    told = module.shared().ask({"task": "read"}, b"%PDF-1.4 broken")
    return pid, str(told)


def test_a_forked_process_leaves_the_children_of_its_parent_alone() -> None:
    from scrapers.files.pool import shared

    with pytest.raises(Refused, match="broken"):
        shared().ask({"task": "read"}, b"%PDF-1.4 broken")
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as processes:
        for number in range(4):
            with pytest.raises(Refused, match="broken"):
                processes.submit(_forked, number).result()
    with pytest.raises(Refused, match="broken"):
        shared().ask({"task": "read"}, b"%PDF-1.4 broken")


PARENT = """
import sys
from scrapers.files.limits import Limits
from scrapers.files.pool import Pool
pool = Pool(Limits(), "stub_parsers")
print(pool.ask({"task": "pid"}, b"")[0]["said"], flush=True)
sys.stdin.read()
"""


@pytest.mark.usefixtures("pool")  # which tells a child where stub_parsers is
def test_a_killed_parent_leaves_no_child() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    for _ in range(100):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        if "Z" in Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()[0]:
            return  # ended, and nobody has asked for it yet
        time.sleep(0.05)
    pytest.fail("the child outlived its parent")
