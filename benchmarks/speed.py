"""Speed of the extraction per core: against peers on the same clean text, registered and invented, and by step."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus import RAW, texts

PEERS = Path(__file__).with_name(".venv") / "bin" / "python"


def throughput(count: int = 300, repeats: int = 5) -> dict[str, Any]:
    """Return how fast the extraction and its peers are on clean text: invented documents and the registered ones, restored."""
    return {
        "registered": compare_speeds(registered(), repeats),
        "invented": compare_speeds(list(texts(count)), repeats),
    }


def registered() -> list[str]:
    """Return the restored texts of the registered documents."""
    from compare.restore import restore
    from compare.sources import load_register, open_registered

    return [restore(open_registered(RAW, entry).raw).text for entry in load_register(RAW).documents]


def compare_speeds(documents: list[str], repeats: int) -> dict[str, Any]:
    """Return kilobytes per processor second of the extraction and its peers; rounds are taken in turn, the best counts."""
    import jieba
    from opencc import OpenCC
    from sklearn.feature_extraction.text import TfidfVectorizer

    size = sum(len(text.encode("utf-8")) for text in documents) / 1000
    cutter = jieba.Tokenizer()
    cutter.lcut("健康")
    number = re.compile(r"\d+(?:\.\d+)?\s*(?:%|个|家|张|名|万人|亿元|项)")

    def ordinary() -> None:
        converter = OpenCC("t2s")
        simple = [converter.convert(text) for text in documents]
        TfidfVectorizer(tokenizer=cutter.lcut, token_pattern=None).fit_transform(simple)
        for text in simple:
            number.findall(text)

    def ours() -> None:
        for index, text in enumerate(documents):
            rows_of(index, text)

    rows_of(0, documents[0])
    calls: dict[str, Callable[[], Any]] = {
        "extraction": ours,
        "jieba.lcut": lambda: [cutter.lcut(text) for text in documents],
        "OpenCC + jieba + TfidfVectorizer + one regex": ordinary,
    }
    seconds = dict.fromkeys(calls, float("inf"))
    for _ in range(repeats):
        for name, call in calls.items():
            seconds[name] = min(seconds[name], best(call, 1))
    speeds = {name: round(size / value, 1) for name, value in seconds.items()}
    own, plain, pipeline = seconds.values()
    return {
        "documents": len(documents), "kilobytes": round(size), "kb_per_second": speeds,
        "extraction_to_jieba": round(plain / own, 3), "extraction_to_pipeline": round(pipeline / own, 3),
    }  # fmt: skip


def readers(count: int = 20) -> dict[str, Any] | None:
    """Return how many times as fast the whole extraction is as the extraction of JioNLP and Recognizers-Text together.

    Each runs in the environment of the peers, on the same documents; nothing where they are not set up.
    """
    if not PEERS.exists():
        return None
    documents = list(texts(count))
    rows_of(0, documents[0])
    own = best(lambda: [rows_of(index, text) for index, text in enumerate(documents)], 3)
    seconds = {}
    for reader in ("jionlp", "recognizers-all"):
        request = json.dumps({"reader": reader, "texts": documents, "cases": [], "rounds": 1})
        command = [str(PEERS), str(Path(__file__).with_name("peers.py"))]
        done = subprocess.run(command, input=request, capture_output=True, check=True, encoding="utf-8")
        seconds[reader] = json.loads(done.stdout[done.stdout.index('{"seconds"') :])["seconds"]
    return {
        "documents": count, "seconds": {"extraction": round(own, 3)} | {k: round(v, 2) for k, v in seconds.items()},
        "extraction_to_both": round(sum(seconds.values()) / own, 1),
    }  # fmt: skip


def rows_of(index: int, text: str) -> None:
    """Extract one document to rows, and raise where that fails."""
    from compare.runs.extract import extract_rows
    from compare.runs.rows import Identity

    extract_rows(text, Identity(document_id=str(index), source_file="a.txt", sha256="0" * 64))


def profile(count: int = 200) -> dict[str, dict[str, float]]:
    """Return the share of processor time by step, on registered and on invented clean text."""
    return {"registered": shares(registered() * 3), "invented": shares(list(texts(count)))}


def shares(documents: list[str]) -> dict[str, float]:
    """Return the share of processor time by step."""
    from compare.coding import code
    from compare.restore import restore
    from compare.structure import parse
    from compare.targets import read_targets

    spent = dict.fromkeys(("restore", "structure", "coding", "targets and quantities", "whole"), 0.0)

    def clock(name: str, call: Callable[[], Any]) -> Any:
        began = time.process_time()
        result = call()
        spent[name] += time.process_time() - began
        return result

    for index, text in enumerate(documents):
        restoration = clock("restore", lambda text=text: restore(text))
        words = restoration.text
        structure = clock("structure", lambda words=words: parse(words))
        clock("coding", lambda words=words, structure=structure: code(words, structure))
        clock(
            "targets and quantities",
            lambda words=words, structure=structure: read_targets(words, structure, structure.facts),
        )
        clock("whole", lambda index=index, text=text: rows_of(index, text))
    whole = spent.pop("whole")
    found = {name: round(value / whole, 3) for name, value in spent.items()}
    return found | {"region and rows": round(max(0.0, 1 - sum(found.values())), 3)}


def best(call: Callable[[], Any], repeats: int) -> float:
    """Return the least processor time of some repeats."""
    found = []
    for _ in range(repeats):
        began = time.process_time()
        call()
        found.append(time.process_time() - began)
    return min(found)
