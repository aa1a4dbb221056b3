"""From a window of VS Code, as it is loaded, to the first finding in it; and how big the extension's package is."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from bench.figures import Result, Row, Sample, Skipped, Table
from bench.stage import Stage
from bench.workspace import Workspace
from tests.e2e.vscode.browser import chromium
from tests.e2e.vscode.installation import VSIX, environment, what_is_missing
from tests.e2e.vscode.profile import Profile, install_extension
from tests.e2e.vscode.server import CodeServer
from tests.e2e.vscode.window import Window, window_address

LONGEST = 60_000
"""How many milliseconds a first finding may take."""


@dataclass(frozen=True)
class Mistake:
    """A file in which something is found, and the folder that is opened with it."""

    folder: Path
    file: Path
    extensions: Path | None
    """What is installed beside what VS Code brings along."""


def measure(stage: Stage) -> Iterator[Result]:
    """Open windows in turns, each in a VS Code that was never used before: with a subtask, and with plain JSON."""
    missing = what_is_missing() or (None if VSIX.exists() else "needs Callsheet's extension: make vsix")
    if missing:
        yield Skipped("vscode", missing)
        return
    with TemporaryDirectory() as folder:
        root = Path(folder)
        mistakes = (_in_a_subtask(stage.small(), root), _in_plain_json(root))
        with chromium() as browser:
            rounds = [[_first_finding(browser, each) for each in mistakes] for _ in range(stage.settings.passes)]
    ours, theirs = (Sample(tuple(of_one)) for of_one in zip(*rounds, strict=True))
    yield Row("vscode", "window → first finding in VS Code", "s", ours, "VS Code's JSON service", theirs)
    size = VSIX.stat().st_size / 1e6
    yield Table(
        "vscode", f"| package | size |\n| --- | ---: |\n| the extension, with the server in it | {size:.2f} MB |"
    )


def _in_a_subtask(workspace: Workspace, root: Path) -> Mistake:
    """A subtask that depends on one which does not exist, in a copy of a workspace."""
    folder = Path(shutil.copytree(workspace.root, root / "workspace"))
    feature = workspace.fresh()
    file = folder / feature.subtask_path(feature.middle)
    file.write_text(json.dumps({**json.loads(file.read_bytes()), "depends_on": ["99"]}, indent=2), encoding="utf-8")
    return Mistake(folder, file, install_extension(VSIX, root / "installed"))


def _in_plain_json(root: Path) -> Mistake:
    """A slip of syntax, in a folder without artifacts."""
    file = root / "shop" / "prices.json"
    file.parent.mkdir()
    file.write_text('{\n  "card": twenty\n}\n', encoding="utf-8")
    return Mistake(file.parent, file, None)


def _first_finding(browser: Browser, mistake: Mistake) -> float:
    """How many seconds it takes from loading a window to the first line under something in its editor."""
    with TemporaryDirectory() as folder:
        profile = Profile(Path(folder))
        profile.write({}, mistake.extensions)
        options = ("--disable-workspace-trust",)
        with closing(CodeServer(profile, environment=environment(), options=options)) as server:
            window = Window(browser, server, mistake.folder)
            started = time.perf_counter()
            window.page.goto(window_address(server, mistake.folder, mistake.file), wait_until="commit")
            window.page.locator(".squiggly-error").first.wait_for(state="attached", timeout=LONGEST)
            taken = time.perf_counter() - started
            window.close()
    return taken
