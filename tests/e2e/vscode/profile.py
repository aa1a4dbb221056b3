"""What VS Code remembers of its user: nothing, in the beginning, but settings that keep it quiet."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.e2e.vscode.installation import NODE, SERVER

QUIET: Mapping[str, object] = {
    "chat.disableAIFeatures": True,
    "editor.cursorBlinking": "solid",
    "editor.minimap.enabled": False,
    "extensions.autoCheckUpdates": False,
    "extensions.autoUpdate": "off",
    "extensions.ignoreRecommendations": True,
    "files.autoSave": "off",
    "git.enabled": False,
    "json.schemaDownload.enable": False,
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "workbench.enableExperiments": False,
    "workbench.reduceMotion": "on",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
}
"""What would ask the network, open by itself or move is off, and files are saved by their user, as on a desktop."""


class Profile:
    """The folders of one user, below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.user_data = root / "user"
        self.extensions = root / "extensions"
        self.server_data = root / "server"

    def write(self, settings: Mapping[str, object], extensions: Path | None) -> None:
        """Write the settings, and copy extensions that have been installed elsewhere."""
        user = self.user_data / "User"
        user.mkdir(parents=True)
        (user / "settings.json").write_text(json.dumps({**QUIET, **settings}, indent=2), encoding="utf-8")
        if extensions is not None:
            shutil.copytree(extensions, self.extensions)

    @property
    def options(self) -> list[str]:
        """How VS Code is told of the folders."""
        folders = {
            "--user-data-dir": self.user_data,
            "--extensions-dir": self.extensions,
            "--server-data-dir": self.server_data,
        }
        return [f"{option}={folder}" for option, folder in folders.items()]

    def storage(self, extension: str) -> Path:
        """The folder that an extension, named `publisher.name`, has for itself."""
        return self.user_data / "User" / "globalStorage" / extension

    def logs(self) -> dict[str, str]:
        """All that VS Code and its extensions have logged, by the file's path below the folder of logs."""
        folder = self.user_data / "logs"
        paths = sorted(path for path in folder.rglob("*.log") if path.stat().st_size)
        return {str(path.relative_to(folder)): path.read_text(encoding="utf-8", errors="replace") for path in paths}


def install_extension(vsix: Path, folder: Path) -> Path:
    """Install a package as a user would; gives the folder with the extension, to be copied into profiles."""
    profile = Profile(folder)
    command = [str(NODE), str(SERVER), f"--install-extension={vsix}", "--force", *profile.options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert "successfully installed" in done.stdout, done.stdout + done.stderr
    return profile.extensions
