"""What a test opens: windows, each on a server of its own with a clean profile, and their end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from playwright.sync_api import Browser, Error

from tests.e2e.vscode.extension_host import DRIVER, Outcome, run_suite
from tests.e2e.vscode.profile import Profile
from tests.e2e.vscode.server import CodeServer
from tests.e2e.vscode.window import Window


class Sessions:
    """All that one test has opened."""

    def __init__(
        self,
        browser: Browser,
        root: Path,
        *,
        extensions: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Keep the profiles below `root`; each window has the extensions, and by default the environment."""
        self._browser = browser
        self._root = root
        self._extensions = extensions
        self._environment = environment
        self._servers: list[CodeServer] = []
        self._windows: list[Window] = []
        self._ends = ExitStack()

    def open(
        self,
        folder: Path,
        file: str | None = None,
        *,
        settings: Mapping[str, object] | None = None,
        environment: Mapping[str, str] | None = None,
        asks_for_trust: bool = False,
    ) -> Window:
        """Open a folder, and in it a file, in a VS Code that was never used before.

        `environment` is all that its processes see. Folders are trusted, unless it
        `asks_for_trust` as it does for everybody else.
        """
        options = () if asks_for_trust else ("--disable-workspace-trust",)
        server = self._serve(settings or {}, environment or self._environment, options)
        window = Window(self._browser, server, folder)
        self._windows.append(window)
        self._ends.callback(window.close)
        window.show(file)
        return window

    def run_suite(self, extension: Path, suite: Path, folder: Path) -> Outcome:
        """Run a compiled mocha suite in the extension host of a VS Code that was never used before."""
        server = self._serve({}, self._environment, ("--disable-workspace-trust", DRIVER))
        return run_suite(self._browser, server, extension, suite, folder)

    def describe(self, name: str) -> str:
        """All that helps to see why a test failed; keeps pictures of the windows under its name."""
        parts = []
        for count, window in enumerate(self._windows, 1):
            # There is no picture of a window that is closed or has crashed.
            with suppress(Error):
                parts.append(f"picture: {window.keep_screen(f'failed-{name}-{count}')}")
        for server in self._servers:
            parts += [f"--- server\n{_end_of(server.log)}"]
            parts += [f"--- {path}\n{_end_of(text)}" for path, text in server.profile.logs().items()]
        return "\n".join(parts)

    def close(self) -> None:
        """End everything, whatever goes wrong meanwhile."""
        self._ends.close()

    def _serve(
        self, settings: Mapping[str, object], environment: Mapping[str, str] | None, options: Sequence[str]
    ) -> CodeServer:
        profile = Profile(self._root / f"profile-{len(self._servers) + 1}")
        profile.write(settings, self._extensions)
        server = CodeServer(profile, environment=environment, options=options)
        self._ends.callback(server.close)
        self._servers.append(server)
        return server


def _end_of(log: str) -> str:
    return "\n".join(log.rstrip().splitlines()[-30:])
