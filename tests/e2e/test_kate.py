"""A real Kate shows a finding with the configuration that Callsheet ships."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.terminal import SCREENS
from tests.e2e.x_display import HEIGHT, WIDTH, Picture, display

REPOSITORY = Path(__file__).parents[2]
KATE = REPOSITORY / "editors" / "kate"
SUBTASK = ".tmp/tasks/order-management-mvp/subtask_07.json"
PATIENCE = 45.0
"""How long the first finding may take, in seconds; a machine that does nothing else needs five."""

_PLUGINS = "[Kate Plugins]\nlspclientplugin=true\nkateprojectplugin=true\n"
_WINDOW = f"""
[MainWindow0]
{WIDTH}x{HEIGHT} screen: Height={HEIGHT}
{WIDTH}x{HEIGHT} screen: Width={WIDTH}
Kate-MDI-ToolView-kate_lspclient-Position=3
Kate-MDI-ToolView-kate_lspclient-Visible=true
"""


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def settle(folder: Path) -> dict[str, str]:
    """Settle Kate in a folder, as a user who has answered its question about the server; gives its environment."""
    scripts = Path(sys.executable).parent
    write(folder / "config/kate/lspclient/settings.json", (KATE / "settings.json").read_text("utf-8"))
    write(folder / "config/katerc", f"[lspclient]\nAllowedServerCommandLines={scripts / 'callsheet'} lsp\n\n{_PLUGINS}")
    write(folder / "data/kate/anonymous.katesession", _PLUGINS + _WINDOW)
    (folder / "run").mkdir(mode=0o700)
    return {
        **os.environ,
        "HOME": str(folder),
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_RUNTIME_DIR": str(folder / "run"),
    }


def coloured_rows(picture: Picture) -> int:
    """How many rows of pixels Kate has coloured for an error, which it does from margin to margin."""
    return sum(
        sum(red > 240 and green < 235 and red - green > 15 for red, green in zip(row[0::3], row[1::3], strict=True))
        > 500
        for row in picture.rows
    )


def test_a_finding_is_marked(tmp_path: Path) -> None:
    if "CI" not in os.environ and not (shutil.which("kate") and shutil.which("Xvfb")):
        pytest.skip("needs Kate and Xvfb: scripts/install_editors.sh")
    root = tmp_path / "workspace"
    shutil.copytree(REPOSITORY / "examples" / "order-management", root)
    shutil.copy(KATE / "kateproject.json", root / ".kateproject")
    subtask = root / SUBTASK
    subtask.write_text(subtask.read_text("utf-8").replace('"03",', '"99",', 1), "utf-8")
    with display(tmp_path) as screen:
        command = ["kate", "--new", str(subtask)]
        environment = {**settle(tmp_path), "DISPLAY": screen.name}
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as kate:
            try:
                until = time.monotonic() + PATIENCE
                while not (marked := coloured_rows(screen.picture())) and time.monotonic() < until:
                    time.sleep(0.2)
            finally:
                screen.picture().save(SCREENS / "kate.png")
                kate.terminate()
    assert 10 < marked < 30, "one line of text, see build/screens/kate.png"
