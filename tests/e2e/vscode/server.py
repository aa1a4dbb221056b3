"""VS Code as a process: one server for one profile, gone with all its children when it is stopped."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence

import psutil

from tests.e2e.vscode.installation import NODE, SERVER
from tests.e2e.vscode.profile import Profile

START = 30.0
"""How many seconds VS Code may take to start; it takes a third of one."""


class CodeServer:
    """A VS Code that listens on a port of its own, to be closed."""

    def __init__(
        self, profile: Profile, *, environment: Mapping[str, str] | None = None, options: Sequence[str] = ()
    ) -> None:
        """Start with the profile, in the environment (by default that of the tests), with further options."""
        self.profile = profile
        self._log = profile.root / "server.log"
        command = [
            *(str(NODE), str(SERVER), "--host=127.0.0.1", "--port=0", "--without-connection-token"),
            # The environment is the one that is given, not that of a login shell.
            *("--accept-server-license-terms", "--telemetry-level=off", "--force-disable-user-env"),
            *(*profile.options, *options),
        ]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT, env=environment, start_new_session=True
            )
        try:
            self.port = self._wait_for_port()
        except BaseException:
            self.close()
            raise

    @property
    def host(self) -> str:
        """Host and port, as `vscode-remote` addresses name them."""
        return f"127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What the server has printed."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def processes(self, word: str) -> list[psutil.Process]:
        """The running descendants with a word among their arguments."""
        return [process for process in self._descendants() if word in _arguments(process)]

    def close(self) -> None:
        """End the server, its extension hosts and what those have started, without asking them."""
        everyone = self._descendants()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for process in everyone:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(everyone, timeout=5)

    def _wait_for_port(self) -> int:
        until = time.monotonic() + START
        while not ((port := re.search(r"agent listening on (\d+)", self.log)) and "agent started" in self.log):
            assert self._process.poll() is None, f"VS Code did not start:\n{self.log}"
            assert time.monotonic() < until, f"VS Code does not get ready:\n{self.log}"
            time.sleep(0.01)
        return int(port[1])

    def _descendants(self) -> list[psutil.Process]:
        try:
            return list(psutil.Process(self._process.pid).children(recursive=True))
        except psutil.NoSuchProcess:
            return []


def _arguments(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []
