"""The only reader and writer of tables and folders: Parquet and CSV side by side, described by a data package."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from compare.errors import RunError, TableError, examples
from compare.tables import SCHEMA_VERSION, TABLES, Column, Table

TABLES_VARIABLE = "POLICY_COMPARE_TABLES"
"""Environment variable that names the folder of tables the notebooks read."""

DEFAULT_TABLES = Path("data/processed")
REFERENCES_VARIABLE = "POLICY_COMPARE_REFERENCES"
"""Environment variable that names the folder of reference values, where it is not the project's own."""

DEFAULT_REFERENCES = Path("data/reference")
PACKAGE_NAME = "datapackage.json"

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_TYPES: dict[pl.DataType, str] = {
    pl.String(): "string",
    pl.Int64(): "integer",
    pl.Float64(): "number",
    pl.Boolean(): "boolean",
    pl.List(pl.String()): "array",
}


def tables_folder() -> Path:
    """Return the folder of tables that the environment names, or the project's own."""
    return Path(os.environ.get(TABLES_VARIABLE) or DEFAULT_TABLES)


def read_references() -> dict[str, list[dict[str, str]]]:
    """Return the rows of each reference file of the project (``data/reference/*.csv``) by the file's stem; none: nothing."""
    named = os.environ.get(REFERENCES_VARIABLE)
    places = [Path(named)] if named else [Path(DEFAULT_REFERENCES), Path("..") / DEFAULT_REFERENCES]
    folder = next((place for place in places if place.is_dir()), None)
    found: dict[str, list[dict[str, str]]] = {}
    for path in sorted(folder.glob("*.csv")) if folder else ():
        try:
            with path.open(encoding="utf-8-sig", newline="") as stream:
                found[path.stem] = list(csv.DictReader(stream))
        except (UnicodeDecodeError, csv.Error) as error:
            raise RunError(f"Reference file '{path}'", str(error), "Save it as CSV in UTF-8.") from error
    return found


def make_folder(folder: Path) -> Path:
    """Return the folder, made if it was not there.

    Raises:
        RunError: It cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise RunError(
            f"Output folder '{folder}'", f"not writable ({error.strerror})", "Choose another, or mend its permissions."
        ) from error
    return folder


def write_tables(folder: Path, frames: Mapping[str, pl.DataFrame]) -> None:
    """Write each frame as Parquet and CSV into ``folder`` and describe them there.

    Every frame is held to its declaration first; equal frames give equal bytes. Each file is replaced whole.

    Raises:
        TableError: A frame is not the table it claims to be, or nobody declared it.
        RunError: The folder cannot be written to.
    """
    unknown = sorted(set(frames) - set(TABLES))
    if unknown:
        raise TableError("Store", f"undeclared tables {examples(unknown)}", "Declare them in compare.tables.")
    checked = {name: TABLES[name].check(TABLES[name].rounded(frame)) for name, frame in frames.items()}
    make_folder(folder)
    for name, frame in checked.items():
        _clear_parts(folder / f"{name}.parquet")
        part = folder / f".{name}.parquet.part"
        try:
            frame.rechunk().write_parquet(part, compression="zstd", compression_level=3, statistics=True)
            part.replace(folder / f"{name}.parquet")
        except (OSError, pl.exceptions.PolarsError) as error:  # polars tells a full disk in its own words
            part.unlink(missing_ok=True)
            raise RunError(
                f"Output folder '{folder}'", f"not writable ({error})", "Free space, or choose another."
            ) from error
        write_text(folder / f"{name}.csv", "\ufeff" + csv_lines(TABLES[name], frame))
    described = [name for name in TABLES if name in checked or (folder / f"{name}.parquet").exists()]
    write_json(folder / PACKAGE_NAME, describe([TABLES[name] for name in described]))


def read_table(folder: Path, name: str) -> pl.DataFrame:
    """Return the stored table, checked; a table is one file or a folder of parts of that name.

    Raises:
        TableError: The table is missing, unreadable, or not as declared.
    """
    if name not in TABLES:
        raise TableError(f"Table '{name}'", "not declared", f"Known tables: {', '.join(TABLES)}.")
    paths = _parts(folder, name)
    try:
        frames = [pl.read_parquet(path, glob=False, hive_partitioning=False) for path in paths]
    except (OSError, pl.exceptions.PolarsError) as error:
        raise TableError(f"Table '{name}' in '{folder}'", f"not readable ({error})", "Make the tables anew.") from error
    return TABLES[name].check(pl.concat(frames, how="vertical") if frames else TABLES[name].empty())


def scan_table(folder: Path, name: str) -> pl.LazyFrame:
    """Return the stored table as a lazy frame over its parts, whatever its size; unchecked until it is collected.

    Raises:
        TableError: The table is missing or not declared.
    """
    if name not in TABLES:
        raise TableError(f"Table '{name}'", "not declared", f"Known tables: {', '.join(TABLES)}.")
    paths = _parts(folder, name)
    return pl.scan_parquet(paths, glob=False, hive_partitioning=False) if paths else TABLES[name].empty().lazy()


def _parts(folder: Path, name: str) -> list[Path]:
    """Return the files of a table in the order of their names."""
    single = folder / f"{name}.parquet"
    if single.is_file():
        return [single]
    for parts in (single, folder / name):
        if parts.is_dir():
            return sorted(path for path in parts.glob("*.parquet") if path.is_file())
    raise TableError(
        f"Table '{name}'", f"not in '{folder}'", f"Run `make report` first, or set {TABLES_VARIABLE} to a run's tables."
    )


def _clear_parts(path: Path) -> None:
    """Remove an old folder of parts that a single file replaces."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)


def keep_read_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Keep what readers made of pages, DOCX and PDF as ``texts/<SHA-256>.txt``; raw offsets count in these files."""
    if texts:
        make_folder(folder / "texts")
    for name, text in texts.items():
        path = folder / "texts" / f"{name}.txt"
        if not path.exists():
            write_text(path, text)


def write_text(path: Path, text: str) -> None:
    """Write ``text`` as UTF-8 with its newlines as they are, in one replacement."""
    write_bytes(path, text.encode("utf-8"))


def write_json(path: Path, content: object) -> None:
    """Write ``content`` as indented JSON with Chinese left readable."""
    write_text(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def write_bytes(path: Path, data: bytes) -> None:
    """Write ``data`` so that a reader finds the old file or the new one, never a part.

    Raises:
        RunError: The folder cannot be written to, or the disk is full.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise RunError(
            f"File '{path}'",
            f"not writable ({error.strerror})",
            "Free space, mend permissions, or choose another folder.",
        ) from error


def append_line(path: Path, make: Callable[[bytes], str]) -> None:
    """Add one line to a text file, on the disk when this returns; a missing end of line before it is made good.

    Args:
        path: The file; it is made where it is missing.
        make: Returns the line from the file's bytes, while no one else adds to it.

    Raises:
        RunError: The file cannot be written to.
    """
    try:
        with path.open("a+b") as file:
            _lock(file.fileno())
            file.seek(0)
            data = file.read()
            ending = "" if data.endswith(b"\n") or not data else "\n"
            file.write(f"{ending}{make(data)}\n".encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise RunError(f"File '{path}'", f"not writable ({error.strerror})", "Mend its permissions.") from error


def _lock(handle: int) -> None:
    """Hold other writers of a file off until it is closed, where the system can."""
    try:
        import fcntl
    except ImportError:
        return
    fcntl.flock(handle, fcntl.LOCK_EX)


def csv_lines(table: Table, frame: pl.DataFrame, *, header: bool = True) -> str:
    """Return the frame as CSV: lists as JSON arrays, formulas in free text made harmless."""
    plain = frame.with_columns(_plain(name, column) for name, column in table.columns.items())
    return plain.write_csv(include_header=header, line_terminator="\n", null_value="")


def _plain(name: str, column: Column) -> pl.Expr:
    """Return the column as a spreadsheet may read it."""
    value = pl.col(name)
    if column.dtype == pl.List(pl.String):
        return value.map_elements(_to_json, return_dtype=pl.String)
    if column.dtype == pl.String and not column.values:
        risky = pl.any_horizontal(value.str.starts_with(start) for start in _FORMULA_STARTS)
        return pl.when(risky).then(pl.lit("'") + value).otherwise(value).alias(name)
    return value


def _to_json(words: pl.Series) -> str:
    """Return a list of words as a JSON array."""
    return json.dumps(list(words), ensure_ascii=False)


def describe(tables: list[Table]) -> dict[str, object]:
    """Return the data package that describes the tables: files, columns, types, keys, meanings."""
    return {
        "profile": "tabular-data-package",
        "name": "policy-compare",
        "schema_version": SCHEMA_VERSION,
        "resources": [_describe_table(table) for table in tables],
    }


def _describe_table(table: Table) -> dict[str, object]:
    """Return the description of one table."""
    return {
        "name": table.name,
        "description": table.comment,
        "path": f"{table.name}.csv",
        "parquet": f"{table.name}.parquet",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "schema": {
            "fields": [_describe_column(name, column) for name, column in table.columns.items()],
            "primaryKey": list(table.key),
            "missingValues": [""],
        },
    }


def _describe_column(name: str, column: Column) -> dict[str, object]:
    """Return the description of one column."""
    constraints: dict[str, object] = {} if column.nullable else {"required": True}
    if column.values:
        constraints["enum"] = list(column.values)
    described: dict[str, object] = {"name": name, "type": _TYPES[column.dtype], "description": column.comment}
    return {**described, "constraints": constraints} if constraints else described
