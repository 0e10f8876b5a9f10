"""The plan of a run: which notebook with which parameters gives which file, and which brief."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from compare.errors import RunError

CROSS_REGION = "cross-region"
PAIR = {"document_id_a", "document_id_b"}
LANGUAGES = {"zh": ("zh",), "en": ("en",), "both": ("zh", "en")}


@dataclass(frozen=True, kw_only=True)
class Job:
    """One notebook to execute: ``name`` is the stem of the executed file, ``brief`` that of its page, if it has one."""

    source: Path
    name: str
    parameters: dict[str, Any] = field(default_factory=dict)
    brief: str | None = None


def plan_notebooks(folder: Path, regions: Iterable[str], language: str, documents: int = 2) -> list[Job]:
    """Return the jobs of a run in reading order.

    A notebook with the parameter ``region_code`` runs once per region and gives its brief; one whose name speaks of
    crossing regions gives the cross-region brief; one that sets two documents side by side is left out where there are no
    two; any other runs once. Briefs run in each language, others in the first.

    Args:
        folder: Folder of notebooks.
        regions: Region codes that the corpus holds.
        language: ``zh``, ``en`` or ``both``.
        documents: How many documents the corpus holds.

    Raises:
        RunError: The folder holds no notebook, or one that cannot be read.
    """
    paths = sorted(path for path in folder.glob("*.ipynb") if not path.name.startswith("."))
    if not paths:
        raise RunError(f"Folder '{folder}'", "no notebooks", "Run inside the project.")
    codes = list(regions)
    jobs: list[Job] = []
    for path in paths:
        known = declared_parameters(path)
        if known >= PAIR and documents < len(PAIR):
            continue
        crossing = "cross" in path.stem.lower()
        per_region = "region_code" in known
        languages = LANGUAGES[language] if per_region or crossing else LANGUAGES[language][:1]
        for spoken in languages:
            said = {"language": spoken} if "language" in known else {}
            ending = "" if spoken == "zh" else f".{spoken}"
            if per_region:
                jobs += [
                    Job(
                        source=path,
                        name=f"{path.stem}-{code}{ending}",
                        parameters={"region_code": code} | said,
                        brief=f"{code}{ending}",
                    )
                    for code in codes
                ]
            else:
                brief = f"{CROSS_REGION}{ending}" if crossing else None
                jobs.append(Job(source=path, name=f"{path.stem}{ending}", parameters=said, brief=brief))
    return jobs


def declared_parameters(path: Path) -> set[str]:
    """Return the names that a notebook's parameters cell assigns.

    Raises:
        RunError: The file is not a notebook, or its parameters cell is not Python.
    """
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources = [
            "".join(cell["source"]) for cell in cells if "parameters" in cell.get("metadata", {}).get("tags", [])
        ]
        trees = [ast.parse(source) for source in sources]
    except (OSError, ValueError, KeyError, TypeError, SyntaxError) as error:
        raise RunError(f"Notebook '{path.name}'", f"not readable ({error})", "Mend it.") from error
    names: set[str] = set()
    for node in (node for tree in trees for node in tree.body):
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


def longest_first(jobs: Iterable[Job], seconds: dict[str, float]) -> list[Job]:
    """Return the jobs by the time they took last, unknown ones first, so that none long starts last."""
    return sorted(jobs, key=lambda job: (-seconds.get(job.name, float("inf")), job.name))
