"""`vanban evaluate`: precision, recall and F1 for each kind of fact."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import extractors
from corpus import floors, own_gold
from corpus.evaluate import evaluate
from extractors.text import normalise
from pipeline.commands import JSON, vanban
from pipeline.console import progress, say, table
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from corpus.agreement import Measure
    from corpus.evaluate import Report
    from pipeline.workspace import Workspace


@vanban("evaluate", "vanban evaluate --list | grep references")
@click.argument("gold", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--texts", type=click.Path(exists=True, file_okay=False, path_type=Path),
              metavar="DIR", help="Where ID.txt of each notice of GOLD lies.")  # fmt: skip
@click.option("--list", "listed", is_flag=True, help="Every miss and every false find.")
@click.option("--raise-floors", is_flag=True, help="Write what is reached as the new floors.")
@JSON
def command(
    _workspace: Workspace,
    gold: Path | None,
    texts: Path | None,
    *,
    listed: bool,
    raise_floors: bool,
    as_json: bool,
) -> int:
    """Compare what the extractors read with annotated notices: the project's own, or GOLD.jsonl.

    For the own gold the exit status is 1 if a figure is under its floor in
    corpus/gold/floors.toml, or if the gold changed without new floors.
    """
    if (gold is None) != (texts is None):
        raise ConfigError("evaluate: GOLD.jsonl and --texts DIR go together")
    if gold is not None and texts is not None:
        report = _report(_rows(gold), _texts(texts))
        _show(report, listed=listed, as_json=as_json)
        return 0
    report = _report(own_gold.rows(), own_gold.texts())
    _show(report, listed=listed, as_json=as_json)
    digest = floors.digest_of(own_gold.paths())
    if raise_floors:
        floors.raise_to(report, digest)
        say(f"floors written for gold {digest[:12]}")
        return 0
    under = floors.below(report, floors.load(), digest)
    for line in under:
        say(line)
    return 1 if under else 0


def _rows(path: Path) -> list[dict[str, Any]]:
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise ConfigError(f"{path}:{number}: not JSON: {error.msg}") from error
        if not isinstance(found[-1], dict) or "id" not in found[-1]:
            raise ConfigError(f"{path}:{number}: no id")
    return found


def _texts(folder: Path) -> dict[str, str]:
    return {path.stem: normalise(path.read_text(encoding="utf-8")) for path in folder.glob("*.txt")}


def _report(gold: list[dict[str, Any]], texts: dict[str, str]) -> Report:
    missing = [row["id"] for row in gold if row["id"] not in texts]
    if missing:
        raise ConfigError(f"no text of {', '.join(missing[:5])}")
    read = []
    with progress("read", len(gold)) as step:
        for row in gold:
            context = extractors.Context(
                row.get("published"), row.get("province"), row.get("title")
            )
            facts = extractors.extract(texts[row["id"]], context)
            read.append({"id": row["id"], **extractors.to_json(facts)})
            step(row["id"])
    return evaluate(gold, read, texts)


def _show(report: Report, *, listed: bool, as_json: bool) -> None:
    if as_json:
        rows = [asdict(miss) for miss in report.misses] if listed else []
        for row in (*rows, *(_measured(name, m) for name, m in report.measures.items())):
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    if listed:
        for miss in report.misses:
            quote = " ".join(miss.quote.split())[:110]
            click.echo(f"{miss.notice}\t{miss.what}\t{miss.kind}\t{miss.value}\t{quote}")
    table(
        ["measure", "P", "R", "F1", "gold", "besides"],
        [
            [name, f"{m.precision:.3f}", f"{m.recall:.3f}", f"{m.f1:.3f}", m.gold,
             "  ".join(f"{key} {right}/{seen}" for key, (right, seen) in m.besides.items())]
            for name, m in report.measures.items()
        ],
    )  # fmt: skip


def _measured(name: str, measure: Measure) -> dict[str, object]:
    return {
        "measure": name,
        "precision": round(measure.precision, 4),
        "recall": round(measure.recall, 4),
        "f1": round(measure.f1, 4),
        "gold": measure.gold,
        "besides": {key: list(counts) for key, counts in measure.besides.items()},
    }
