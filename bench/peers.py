"""The programs that Callsheet is measured beside; those from npm are installed into build/peers when first needed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import openapi_spec_validator

from bench.client import Program


class Missing(Exception):
    """Why a peer cannot take part, in words for the person who runs the benchmarks."""


@dataclass(frozen=True)
class Package:
    """What is installed from npm for one peer."""

    folder: str
    versions: tuple[tuple[str, str], ...]
    script: str
    """What node runs, relative to the folder of the installed packages."""


JSON_SERVER = Package(
    "json-server",
    (("vscode-langservers-extracted", "4.10.0"),),
    "vscode-langservers-extracted/bin/vscode-json-language-server",
)
OLD_JSON_SERVER = Package(
    "old-json-server",
    (("vscode-json-languageserver", "1.3.4"),),
    "vscode-json-languageserver/bin/vscode-json-languageserver",
)
YAML_SERVER = Package(
    "yaml-server", (("yaml-language-server", "2.0.0"),), "yaml-language-server/bin/yaml-language-server"
)
SCRIPT_RUNNER = Package(
    "script-runner",
    # ts-node takes no later TypeScript without a configuration file.
    (("ts-node", "10.9.2"), ("typescript", "5.4.5"), ("@types/node", "20.19.0")),
    "ts-node/dist/bin.js",
)


_OPENAPI = Path(openapi_spec_validator.__file__).with_name("resources") / "schemas" / "v3.0" / "schema.json"
"""The schema of the OpenAPI Initiative for documents of OpenAPI 3.0, as openapi-spec-validator brings it along."""


class Peers:
    """The peers, as far as this machine has what they need."""

    def __init__(self, folder: Path, schemas: Path) -> None:
        """Keep what is installed in `folder`; the servers get the schemas of subtasks and story maps from `schemas`."""
        self._folder = folder
        self._subtask = schemas / "subtask.schema.json"
        self._story_map = schemas / "story-map.schema.json"

    def json_server(self) -> Program:
        """The JSON server of VS Code, which is pulled from: the one that answers fastest."""
        command = self._command(JSON_SERVER)
        return Program("vscode-json-language-server", (*command, "--stdio"), True, self._json_settings())

    def old_json_server(self) -> Program:
        """The same from npm's older package of that name, which pushes."""
        command = self._command(OLD_JSON_SERVER)
        return Program("vscode-json-languageserver", (*command, "--stdio"), False, self._json_settings())

    def yaml_server(self) -> Program:
        """The YAML server of most editors, which pushes."""
        command = self._command(YAML_SERVER)
        schemas = {
            self._subtask.as_uri(): ".tmp/tasks/*/subtask_*.yaml",
            _OPENAPI.as_uri(): ".tmp/contracts/**/*.openapi.yaml",
        }
        settings = {"validate": True, "schemaStore": {"enable": False}, "schemas": schemas}
        return Program("yaml-language-server", (*command, "--stdio"), False, {"yaml": settings})

    def _json_settings(self) -> dict[str, object]:
        schemas = [_association("subtask_*.json", self._subtask), _association("map.json", self._story_map)]
        return {"json": {"validate": {"enable": True}, "format": {"enable": True}, "schemas": schemas}}

    def task_script(self, checkout: Path | None) -> tuple[str, ...]:
        """The command line of the task script of a checkout of OpenAgentsControl, without its arguments."""
        if checkout is None:
            raise Missing("no --task-cli PATH to a checkout of OpenAgentsControl")
        scripts = sorted(checkout.glob(".opencode/skill*/task-management/scripts/task-cli.ts"))
        script = checkout if checkout.is_file() else scripts[0] if scripts else None
        if script is None:
            raise Missing(f"{checkout} has no task-management/scripts/task-cli.ts")
        return (*self._command(SCRIPT_RUNNER), str(script.resolve()))

    def _command(self, package: Package) -> tuple[str, str]:
        """The start of the command line, once the package is there."""
        node, npm = shutil.which("node"), shutil.which("npm")
        if node is None or npm is None:
            raise Missing("npm is not installed" if node else "Node.js is not installed")
        folder = self._folder / package.folder
        if any(_installed(folder, name) != version for name, version in package.versions):
            _install(npm, folder, package)
        return node, str(folder / "node_modules" / package.script)


def _association(file_name: str, schema: Path) -> dict[str, object]:
    """By which schema the JSON server is to validate files of a name."""
    content = json.loads(schema.read_text(encoding="utf-8"))
    return {"fileMatch": [f"**/{file_name}"], "url": schema.as_uri(), "schema": content}


def _installed(folder: Path, name: str) -> str | None:
    try:
        description = json.loads((folder / "node_modules" / name / "package.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return str(description.get("version"))


def _install(npm: str, folder: Path, package: Package) -> None:
    wanted = [f"{name}@{version}" for name, version in package.versions]
    print(f"installing {' '.join(wanted)}", file=sys.stderr)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    options = ["--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--loglevel=error"]
    done = subprocess.run([npm, "install", *options, *wanted], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise Missing(f"npm could not install {wanted[0]}: {lines[0] if lines else 'no reason given'}")
