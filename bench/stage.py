"""What the measurements share: how often to measure, the workspaces to measure in, the servers."""

from __future__ import annotations

import hashlib
import shutil
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.client import Program
from bench.features import Feature, plan_features
from bench.peers import Peers
from bench.workspace import Workspace, write_workspace
from callsheet.artifacts.schema import schema_folder

REPOSITORY = Path(__file__).parent.parent

LARGE = 70_000
"""The size of the large story map in bytes."""

OPERATIONS = 60
"""How many operations the OpenAPI document has: about 3,000 lines of YAML."""

_WRITERS = (
    "contracts.py",
    "features.py",
    "openapi_document.py",
    "planning.py",
    "standards.py",
    "subtasks.py",
    "words.py",
    "workspace.py",
    "writing.py",
)
"""The modules that say what is in a workspace."""


@dataclass(frozen=True)
class Settings:
    """How much is measured how often."""

    folder: Path = REPOSITORY / "build" / "bench"
    """Where workspaces are written."""
    peers: Path = REPOSITORY / "build" / "peers"
    """Where peers are installed."""
    task_cli: Path | None = None
    """A checkout of OpenAgentsControl, or its task script."""
    features: int = 1000
    """How many features the big workspaces have; 12 subtasks each."""
    rounds: int = 20
    """How often each server gets the six keystrokes of a round."""
    starts: int = 15
    """How often each server is started."""
    passes: int = 9
    """How often the big workspace is read or checked."""
    sessions: int = 5
    """How often a server is started in the big workspace."""

    def quick(self) -> Settings:
        """Few repetitions: enough to see whether it works, and roughly how fast."""
        return replace(self, rounds=4, starts=3, passes=3, sessions=2)


@dataclass
class Stage:
    """A run of the benchmarks."""

    settings: Settings = field(default_factory=Settings)
    _workspaces: dict[str, Workspace] = field(default_factory=dict)

    @property
    def peers(self) -> Peers:
        """The programs to measure beside."""
        return Peers(self.settings.peers, schema_folder())

    def callsheet(self, *, pulls: bool) -> Program:
        """The language server, started as editors start it."""
        return Program("callsheet", (sys.executable, "-m", "callsheet", "lsp"), pulls)

    def small(self) -> Workspace:
        """One feature of 12 subtasks, nobody has begun to work on it."""
        return self._workspace("small", [Feature("gift-cards", state="fresh")])

    def big(self) -> Workspace:
        """Thousands of subtasks and their planning, all in JSON."""
        return self._workspace("big", plan_features(self.settings.features))

    def mixed(self) -> Workspace:
        """The same with a feature in YAML, one that has a large story map, and an OpenAPI document."""
        special = [
            Feature("yaml-feature", state="fresh", syntax="yaml"),
            Feature("large-feature", state="fresh", large=LARGE),
        ]
        return self._workspace("mixed", [*plan_features(self.settings.features - len(special)), *special], OPERATIONS)

    def _workspace(self, name: str, features: list[Feature], operations: int = 0) -> Workspace:
        """A workspace; written once, and again when it would turn out differently."""
        if name not in self._workspaces:
            root, stamp = self.settings.folder / name, self.settings.folder / f"{name}.stamp"
            digest = hashlib.sha256(repr((features, operations)).encode())
            for module in _WRITERS:
                digest.update(Path(__file__).with_name(module).read_bytes())
            if stamp.is_file() and stamp.read_text(encoding="utf-8") == digest.hexdigest():
                self._workspaces[name] = Workspace(root, features)
            else:
                self.say(f"writing the workspace {name}: {sum(feature.subtasks for feature in features)} subtasks")
                stamp.unlink(missing_ok=True)
                shutil.rmtree(root, ignore_errors=True)
                self._workspaces[name] = write_workspace(root, features, operations)
                stamp.write_text(digest.hexdigest(), encoding="utf-8")
        return self._workspaces[name]

    def say(self, text: str) -> None:
        """Tell whoever waits what is going on."""
        print(text, file=sys.stderr, flush=True)
