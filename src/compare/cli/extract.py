"""The command `extract`: tables only, of named files of any region or of the register."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from compare.cli.terminal import say, show_error, show_warning

if TYPE_CHECKING:
    from compare.errors import CompareError
    from compare.review.corrections import Correction
    from compare.runs.finish import Finish
    from compare.runs.stream import Engine
    from compare.sources import Source
    from compare.structure.model import Facts

RAW_FOLDER = Path("data/raw")


class Finishing(StrEnum):
    """What is made of the parts at the end: CSV files and tables of pairs."""

    auto = "auto"
    all = "all"
    none = "none"


MANY = 200
"""Files above which tables are written in parts, as for folders."""


def extract(
    out: Annotated[str, typer.Option(help="Folder for the tables.", show_default=False)],
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...", help="Text, HTML, DOCX, PDF; folders and addresses too; none: the register's."
        ),
    ] = None,
    region: Annotated[str | None, typer.Option(help="Region of the files: name or GB/T 2260 code.")] = None,
    year: Annotated[int | None, typer.Option(min=1949, max=2100, help="Year whose work the files plan.")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes to use; default: one per processor.")] = None,
    part: Annotated[int, typer.Option(min=1, help="Documents in a part, on average.")] = 200,
    scheduler: Annotated[
        str | None, typer.Option(metavar="tcp://…|tls://…", help="Dask scheduler whose workers do the work.")
    ] = None,
    trust: Annotated[
        bool, typer.Option("--trust-scheduler", help="Use an unauthenticated scheduler on another machine.")
    ] = False,
    finish: Annotated[
        Finishing,
        typer.Option(
            help="CSV files and tables of pairs made of parts at the end; auto: up to 20,000 documents, 50,000 pairs.",
        ),
    ] = Finishing.auto,
    force: Annotated[bool, typer.Option("--force", help="Work out parts again that an earlier run has left.")] = False,
) -> None:
    """Write the tables of documents into a folder; those of folders, addresses and many files in parts."""
    facts = known_facts(region, year)
    named = files or []
    if [Path(name).resolve() for name in named] == [RAW_FOLDER.resolve()]:
        named = []  # the folder of the register: its documents as they are registered
    if scheduler and not named:
        raise typer.BadParameter("--scheduler needs files, folders or addresses")
    if scheduler:
        from compare.runs.cluster import cluster_engine

        engine = cluster_engine(scheduler, trust=trust)
        _stream([_whole(name) for name in named], _whole(out), facts, engine, part, force, finish.value)
    elif len(named) > MANY or "://" in out or any("://" in name or Path(name).is_dir() for name in named):
        from compare.runs.stream import local_engine

        _stream(named, out, facts, local_engine(jobs), part, force, finish.value)
    else:
        _extract_few([Path(name) for name in named], Path(out), facts, jobs)


def _whole(address: str) -> str:
    """Return an address as other processes see it: a local path from the root."""
    return address if "://" in address else str(Path(address).absolute())


def _stream(files: list[str], out: str, facts: Facts, engine: Engine, size: int, force: bool, finish: Finish) -> None:
    """Write tables in parts, and say what was done."""
    from compare.runs.stream import stream

    done = stream(
        files, out, facts, engine, show_error, size=size, force=force, corrections=_corrections(), finish=finish
    )
    say(
        f"{done.rows.get('documents', 0)} documents, {done.rows.get('measures', 0)} measures, "
        f"{done.rows.get('targets', 0)} quantified statements in {out}; {done.made} parts made, {done.kept} kept"
    )
    for name, rows in done.left.items():
        say(f"Table '{name}' would have up to {rows:,} rows and is left out; --finish all writes it.")
    if done.without_region:
        show_warning(f"{done.without_region} documents name no region that could be found; it is null.")
    if done.faults:
        show_error(f"{done.faults} files are not in the tables, each named above. Mend them and run again.")
        raise typer.Exit(1)


def _extract_few(files: list[Path], out: Path, facts: Facts, jobs: int | None) -> None:
    """Write whole tables, and say what was done."""
    from compare.runs.corpus import extract_sources
    from compare.store import keep_read_texts, make_folder, write_tables

    sources, problems = _open_named(files, facts) if files else _open_register(facts)
    if sources:
        make_folder(out)
    corpus = extract_sources(sources, jobs, _corrections(sources))
    problems += corpus.problems
    if corpus.frames:
        keep_read_texts(out, {s.raw_sha256: s.read_text for s in sources if s.raw_sha256 and s.read_text is not None})
        write_tables(out, corpus.frames)
        _warn_of_unknown_regions(corpus.frames["documents"].rows(named=True))
        say(
            f"{corpus.frames['documents'].height} documents, {corpus.frames['measures'].height} measures, "
            f"{corpus.frames['targets'].height} quantified statements in {out}"
        )
    for problem in problems:
        show_error(problem)
    if problems:
        raise typer.Exit(1)


def known_facts(region: str | None, year: int | None, **more: Any) -> Facts:
    """Return what the options say of every file; ``more`` are facts by their names."""
    from compare.regions import resolve
    from compare.structure.model import Facts

    return Facts(region_code=resolve(region).region_code if region else None, plan_year=year, **more)


def _corrections(sources: list[Source] | None = None) -> tuple[Correction, ...]:
    """Return the project's corrections in force, where documents of its register may be read."""
    from compare.runs.corrections import read_in_force
    from compare.sources import load_register
    from compare.sources.register import REGISTER_NAME

    if not (RAW_FOLDER / REGISTER_NAME).is_file():
        return ()
    registered = {entry.id for entry in load_register(RAW_FOLDER).documents}
    wanted = sources is None or any(source.document_id in registered for source in sources)
    return read_in_force(Path()) if wanted else ()


def _open_named(files: list[Path], facts: Facts) -> tuple[list[Source], list[CompareError]]:
    """Return the named files as documents, registered ones as the register has them, and what cannot be opened."""
    from compare.errors import CompareError
    from compare.sources import open_file

    sources: list[Source] = []
    problems: list[CompareError] = []
    for path in dict.fromkeys(files):
        try:
            found = _open_entries(path, facts)
            if not found:
                found = [open_file(path, facts)]
                _warn_of_parts(found[0])
            sources += found
        except CompareError as error:
            problems.append(error)
    return _with_own_ids(sources), problems


def _open_entries(path: Path, facts: Facts) -> list[Source]:
    """Return the registered documents of a file that lies in the register's own folder."""
    from compare.sources import load_register, open_registered
    from compare.sources.register import REGISTER_NAME

    folder = RAW_FOLDER.resolve()
    if not (folder / REGISTER_NAME).is_file() or not path.resolve().is_relative_to(folder):
        return []
    name = path.resolve().relative_to(folder).as_posix()
    entries = load_register(RAW_FOLDER).entries_of(name)
    return [_override(open_registered(RAW_FOLDER, entry), facts) for entry in entries]


def _open_register(facts: Facts) -> tuple[list[Source], list[CompareError]]:
    """Return every registered document, and what cannot be opened."""
    from compare.errors import CompareError
    from compare.sources import load_register, open_registered

    sources: list[Source] = []
    problems: list[CompareError] = []
    for entry in load_register(RAW_FOLDER).documents:
        try:
            sources.append(_override(open_registered(RAW_FOLDER, entry), facts))
        except CompareError as error:
            if str(error) not in map(str, problems):
                problems.append(error)
    return sources, problems


def _override(source: Source, facts: Facts) -> Source:
    """Return the document with the options' facts before the register's."""
    from dataclasses import asdict, replace

    said = {name: value for name, value in asdict(facts).items() if value is not None}
    return replace(source, facts=replace(source.facts, **said))


def _with_own_ids(sources: list[Source]) -> list[Source]:
    """Return the documents, later ones of one name numbered from 2."""
    from dataclasses import replace

    seen: set[str] = set()
    named = []
    for source in sources:
        name, number = source.document_id, 2
        while name in seen:
            name, number = f"{source.document_id}-{number}", number + 1
        if name != source.document_id:
            show_warning(f"File '{source.source_file}': another file has its name; its document is called '{name}'.")
        seen.add(name)
        named.append(replace(source, document_id=name))
    return named


def _warn_of_parts(source: Source) -> None:
    """Say that an unregistered file surely holds several documents, and where each begins."""
    from compare.sources.parts import find_documents

    parts = find_documents(source.raw)
    if parts:
        shown = ", ".join(f"[{start}, {end}]" for start, end in parts[:5])
        show_warning(
            f"File '{source.source_file}': {len(parts)} documents, each with its own title, addressee and date; "
            f"they are read as one. Register each with its part ({shown}), or save each to a file of its own."
        )


def _warn_of_unknown_regions(documents: list[dict[str, object]]) -> None:
    """Say which documents name no region that could be found."""
    for row in documents:
        if row["region_code"] is None:
            show_warning(
                f"Document '{row['document_id']}' ({row['source_file']}): no region found in the text; "
                "it is null. Name it by --region."
            )
