"""The record of a run: `run.json` for programs and an RO-Crate for archives."""

from __future__ import annotations

import mimetypes
import platform
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from compare.runs.inputs import checksum
from compare.runs.publish import RECORD
from compare.store import write_json
from compare.tables import SCHEMA_VERSION

CRATE = "ro-crate-metadata.json"
_PACKAGES = (
    "policy-compare", "jupyterlab", "pandas", "polars", "plotly", "jieba", "scikit-learn", "papermill", "nbclient",
    "ipykernel", "jupyter-client", "pyarrow", "pydantic", "opencc", "jinja2",
)  # fmt: skip


def versions() -> dict[str, str]:
    """Return the versions of Python, the system and the packages that a result may depend on."""
    found = {"python": platform.python_version(), "system": f"{platform.system()} {platform.machine()}"}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found | {"schema": SCHEMA_VERSION}


def outputs(folder: Path) -> dict[str, str]:
    """Return the checksums of all that a run wrote, by relative name, its records left out."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: checksum(path) for name, path in names.items() if name not in (RECORD, CRATE)}


def write_crate(folder: Path, record: Mapping[str, Any], now: datetime) -> None:
    """Write the run's description as RO-Crate 1.1 into its folder."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    made = [_file_entity(name, folder / name, record["outputs"].get(name)) for name in files if name != CRATE]
    sources = [
        {"@id": f"#source/{name}", "@type": "CreativeWork", "name": name, "sha256": value}
        for name, value in record["inputs"]["sources"].items()
    ]
    software = {
        "@id": "#policy-compare",
        "@type": "SoftwareApplication",
        "name": "policy-compare",
        "version": record["versions"].get("policy-compare", "source tree"),
    }
    action = {
        "@id": "#run",
        "@type": "CreateAction",
        "name": f"policy-compare run {record['run']}",
        "startTime": record["started"],
        "endTime": now.isoformat(timespec="seconds"),
        "instrument": {"@id": software["@id"]},
        "object": [{"@id": entity["@id"]} for entity in sources],
        "result": [{"@id": entity["@id"]} for entity in made],
    }
    dataset = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Comparison of regional health policies, run {record['run']}",
        "description": "Tables, executed notebooks and briefs made from the registered policy texts.",
        "datePublished": now.date().isoformat(),
        "license": {"@id": "https://www.apache.org/licenses/LICENSE-2.0"},
        "hasPart": [{"@id": entity["@id"]} for entity in made],
        "mentions": [{"@id": action["@id"]}],
    }
    about = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    graph = [about, dataset, action, software, *sources, *made]
    write_json(folder / CRATE, {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph})


def _file_entity(name: str, path: Path, sha256: str | None) -> dict[str, Any]:
    """Return the description of one file."""
    kinds = {".ipynb": "application/x-ipynb+json", ".parquet": "application/vnd.apache.parquet"}
    kind = kinds.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    entity: dict[str, Any] = {
        "@id": name,
        "@type": "File",
        "name": path.name,
        "encodingFormat": kind,
        "contentSize": str(path.stat().st_size),
    }
    return {**entity, "sha256": sha256} if sha256 else entity
