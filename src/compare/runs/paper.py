"""Pages on paper: each brief printed to PDF by a Chromium found on the PATH; none found, none printed, never a fault."""

from __future__ import annotations

import base64
import contextlib
import fcntl
import json
import logging
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from compare.store import write_bytes

logger = logging.getLogger(__name__)

BROWSER_VARIABLE = "POLICY_COMPARE_BROWSER"
"""Environment variable that names the browser; empty: none."""

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MOST = 40
"""Most pages printed unasked: a page takes about half a second."""

PAGE_SECONDS = 60.0
_FLAGS = (
    "--headless=new", "--remote-debugging-pipe", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--disable-default-apps", "--disable-extensions", "--no-first-run", "--mute-audio",
    "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9",
)  # fmt: skip
_INHERITED = ("PATH", "LANG", "LC_ALL", "FONTCONFIG_PATH", "FONTCONFIG_FILE")


class PrintError(Exception):
    """The browser did not do what it was asked; the run goes on without paper."""


def find_browser() -> str | None:
    """Return the path of a Chromium, or null where there is none or the environment wants none."""
    named = os.environ.get(BROWSER_VARIABLE)
    if named is not None:
        return shutil.which(named) if named else None
    return search_path()


def search_path() -> str | None:
    """Return the path of the first Chromium on the PATH, or null."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def print_pages(pages: Sequence[Path]) -> list[Path]:
    """Return the PDF files written beside the pages, one each: all of them or, where the browser fails, none.

    Args:
        pages: HTML files.
    """
    browser = find_browser()
    if browser is None or not pages:
        return []
    targets = [page.with_suffix(".pdf") for page in pages]
    try:
        with tempfile.TemporaryDirectory(prefix="policy-compare-", ignore_cleanup_errors=True) as home:
            printer = _Printer(browser, home)
            try:
                for page, target in zip(pages, targets, strict=True):
                    write_bytes(target, printer.print_page(page.resolve().as_uri()))
            finally:
                printer.close()
    except (OSError, PrintError, ValueError, KeyError) as error:
        logger.warning("no PDF beside the briefs: %s", error)
        for target in targets:
            target.unlink(missing_ok=True)
        return []
    return targets


class _Printer:
    """A headless browser that is spoken to through two pipes; no port is opened, no name is resolved."""

    def __init__(self, browser: str, home: str) -> None:
        orders, self._orders = os.pipe()
        self._answers, answers = os.pipe()
        child = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 10) for fd in (orders, answers)]
        for fd in (orders, answers):
            os.close(fd)

        def wire() -> None:
            os.dup2(child[0], 3)
            os.dup2(child[1], 4)

        root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
        kept = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        try:
            self._process = subprocess.Popen(
                [browser, *_FLAGS, *root, f"--user-data-dir={home}/profile", "about:blank"],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                close_fds=False, preexec_fn=wire, start_new_session=True, env={**kept, "HOME": home, "TMPDIR": home},
            )  # fmt: skip
        except OSError:
            os.close(self._orders)
            os.close(self._answers)
            raise
        finally:
            for fd in child:
                os.close(fd)
        self._number = 0
        self._rest = b""

    def print_page(self, address: str) -> bytes:
        """Return a page as PDF once its charts are drawn."""
        until = time.monotonic() + PAGE_SECONDS
        target = self._ask("Target.createTarget", {"url": "about:blank"}, until)["targetId"]
        session = self._ask("Target.attachToTarget", {"targetId": target, "flatten": True}, until)["sessionId"]
        self._ask("Page.navigate", {"url": address}, until, session)
        ready = {"expression": "location.href !== 'about:blank' && document.documentElement.dataset.ready === 'yes'"}
        while not self._ask("Runtime.evaluate", ready, until, session)["result"].get("value"):
            time.sleep(0.03)
        wanted = {"preferCSSPageSize": True, "printBackground": True}
        printed = self._ask("Page.printToPDF", wanted, until, session)["data"]
        self._ask("Target.closeTarget", {"targetId": target}, until)
        return base64.b64decode(printed)

    def _ask(self, method: str, values: dict[str, Any], until: float, session: str | None = None) -> dict[str, Any]:
        """Return the browser's answer to one order, or raise where it refuses, ends or is late."""
        self._number += 1
        order = {"id": self._number, "method": method, "params": values} | ({"sessionId": session} if session else {})
        with contextlib.suppress(BrokenPipeError):
            os.write(self._orders, json.dumps(order).encode() + b"\0")
        while True:
            answer = json.loads(self._next(until))
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise PrintError(f"{method}: {answer['error'].get('message', 'refused')}")
                return dict(answer["result"])

    def _next(self, until: float) -> bytes:
        """Return the next message of the browser."""
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._answers], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise PrintError(f"the browser did not answer within {PAGE_SECONDS:.0f} s")
            piece = os.read(self._answers, 1 << 20)
            if not piece:
                raise PrintError("the browser ended")
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        return message

    def close(self) -> None:
        """End the browser and everything it started."""
        with contextlib.suppress(PrintError, OSError, ValueError):
            self._ask("Browser.close", {}, time.monotonic() + 3)
        os.close(self._orders)
        try:
            self._process.wait(timeout=3)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, 9)
            self._process.wait()
        os.close(self._answers)
