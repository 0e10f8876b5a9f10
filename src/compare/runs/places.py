"""Addresses of files and folders, local or in a store of an allowed list: read whole, written whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path, PurePosixPath
from typing import IO, Any

from compare.errors import CompareError, ParameterError, RunError, SourceError
from compare.sources.load import load_bytes, refuse_size
from compare.store import make_folder, write_bytes

PROTOCOLS = ("file", "s3", "hdfs")


def check_address(address: str) -> str:
    """Return an address that may be used: a local path, or one of the allowed protocols.

    Raises:
        ParameterError: The protocol is not allowed, or addresses are chained.

    >>> check_address("data/raw"), check_address("s3://policies/2024")
    ('data/raw', 's3://policies/2024')
    """
    if "::" in address:
        raise ParameterError(f"Address '{address}'", "chained addresses are not allowed", "Name one store.")
    protocol, mark, rest = address.partition("://")
    if mark and protocol not in PROTOCOLS:
        raise ParameterError(f"Address '{address}'", f"protocol '{protocol}'", f"Allowed: {', '.join(PROTOCOLS)}.")
    if mark and not rest.strip("/"):
        raise ParameterError(f"Address '{address}'", "names no place", "Add the bucket or path.")
    return rest if protocol == "file" and mark else address


def is_remote(address: str) -> bool:
    """Return whether an address leads out of this machine's file system."""
    return "://" in address


def join(folder: str, name: str) -> str:
    """Return the address of ``name`` below ``folder``."""
    return f"{folder.rstrip('/')}/{name}" if is_remote(folder) else str(Path(folder) / name)


def is_folder(address: str) -> bool:
    """Return whether an address is a folder.

    Raises:
        RunError: The store cannot be reached or refuses.
    """
    if not is_remote(address):
        return Path(address).is_dir()
    try:
        return bool(store_of(address).isdir(address))
    except Exception as error:
        raise unreachable(address, error) from error


def read(address: str) -> bytes:
    """Return a file's bytes.

    Raises:
        SourceError: The file cannot be read, or is larger than any document.
    """
    place = f"File '{address}'"
    if not is_remote(address):
        return load_bytes(Path(address), place)
    try:
        store = store_of(address)
        before = store.info(address)
        refuse_size(int(before.get("size") or 0), place)
        data = bytes(store.cat_file(address))
    except CompareError:
        raise
    except Exception as error:
        raise SourceError(
            place, f"not readable ({_reason(error)})", "Check the address and the permissions."
        ) from error
    if len(data) != int(before.get("size") or 0):
        raise SourceError(place, "changed while it was read", "Wait until it is written, then read it again.")
    return data


def read_whole(address: str) -> bytes:
    """Return the bytes of a file that a run wrote itself, whatever their number.

    Raises:
        RunError: The file cannot be read.
    """
    try:
        return bytes(store_of(address).cat_file(address)) if is_remote(address) else Path(address).read_bytes()
    except Exception as error:
        raise unreachable(address, error) from error


def exists(address: str) -> bool:
    """Return whether a file is there.

    Raises:
        RunError: The store cannot be reached or refuses.
    """
    if not is_remote(address):
        return Path(address).is_file()
    try:
        return bool(store_of(address).exists(address))
    except Exception as error:
        raise unreachable(address, error) from error


def write(address: str, data: bytes) -> None:
    """Write a file so that a reader finds the old one or the new one, never a part.

    Raises:
        RunError: The store refuses or is full.
    """
    if not is_remote(address):
        write_bytes(Path(address), data)
        return
    try:
        store_of(address).pipe_file(address, data)
    except Exception as error:
        raise unreachable(address, error) from error


@contextmanager
def writer(address: str) -> Iterator[IO[bytes]]:
    """Yield a file to write piece by piece; it takes the old one's place when the block ends well, else it is gone.

    Raises:
        RunError: The store refuses or is full.
    """
    if not is_remote(address):
        part = Path(address).with_name(f".{Path(address).name}.part")
        try:
            with part.open("wb") as file:
                yield file
            part.replace(address)
        except OSError as error:
            raise RunError(f"File '{address}'", f"not writable ({error.strerror})", "Free space.") from error
        finally:
            part.unlink(missing_ok=True)
        return
    try:
        file = store_of(address).open(address, "wb")
    except Exception as error:
        raise unreachable(address, error) from error
    try:
        yield file
    except BaseException:
        file.discard()
        raise
    try:
        file.close()
    except Exception as error:
        raise unreachable(address, error) from error


def make(folder: str) -> None:
    """Make a folder where its store has such things.

    Raises:
        RunError: It cannot be made or written to.
    """
    if not is_remote(folder):
        make_folder(Path(folder))


def remove(address: str) -> None:
    """Remove a file, if it is there."""
    if not is_remote(address):
        Path(address).unlink(missing_ok=True)
        return
    with suppress(FileNotFoundError):
        store_of(address).rm_file(address)


def remove_folder(folder: str) -> None:
    """Remove a folder of files, if it is there."""
    for name in names(folder):
        remove(join(folder, name))
    if not is_remote(folder):
        with suppress(FileNotFoundError):
            Path(folder).rmdir()


def names(folder: str) -> list[str]:
    """Return the names of the files of a folder; of a folder that is not there, none."""
    if not is_remote(folder):
        return sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    try:
        store = store_of(folder)
        store.invalidate_cache()
        return sorted(PurePosixPath(str(name)).name for name in store.ls(folder, detail=False))
    except FileNotFoundError:
        return []
    except Exception as error:
        raise unreachable(folder, error) from error


@cache
def _stores(protocol: str) -> Any:
    """Return the file system of a protocol; its own settings come from the environment."""
    import fsspec

    try:
        return fsspec.filesystem(protocol, use_listings_cache=False)
    except (ImportError, ValueError) as error:
        raise RunError(
            f"Protocol '{protocol}'", f"its library is missing ({error})", "Install policy-compare[cluster]."
        ) from error


def store_of(address: str) -> Any:
    """Return the file system that an address lies in."""
    return _stores(check_address(address).partition("://")[0])


def _reason(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]


def unreachable(address: str, error: BaseException) -> CompareError:
    """Return the fault of a place that refuses or is not reached; what is a fault of the suite already stays as it is."""
    if isinstance(error, CompareError):
        return error
    return RunError(
        f"Address '{address}'", f"refused or not reached ({_reason(error)})", "Check address and permissions."
    )
