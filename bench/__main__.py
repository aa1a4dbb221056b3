"""`python -m bench`: measure, and print the figures as a table for docs/benchmarks.md."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import busy, cold_index, command, keystrokes, memory, openapi, startup, vscode
from bench.client import ServerFailed
from bench.figures import Result, Skipped, render_table, to_plain
from bench.ranking import measure as ranking
from bench.stage import Settings, Stage

MEASUREMENTS: dict[str, Callable[[Stage], Iterator[Result]]] = {
    "keystroke": keystrokes.measure_json,
    "keystroke-large": keystrokes.measure_large,
    "keystroke-yaml": keystrokes.measure_yaml,
    "keystroke-openapi": openapi.measure,
    "startup": startup.measure,
    "index": cold_index.measure,
    "check-small": command.measure_small,
    "check-big": command.measure_big,
    "tasks-small": command.measure_tasks_small,
    "tasks-big": command.measure_tasks_big,
    "busy": busy.measure,
    "memory": memory.measure,
    "ranking": ranking.measure,
    "vscode": vscode.measure,
}


def main(arguments: list[str] | None = None) -> int:
    """Measure what the arguments ask for."""
    options = _parser().parse_args(arguments)
    settings = Settings(task_cli=options.task_cli)
    stage = Stage(settings.quick() if options.quick else settings)
    results: list[Result] = []
    for name in options.only or MEASUREMENTS:
        stage.say(f"measuring {name}")
        try:
            results += MEASUREMENTS[name](stage)
        except ServerFailed as reason:
            results.append(Skipped(name, str(reason)))
    print(f"{describe_machine()}\n\n{render_table(results)}")
    if options.json:
        report = {"machine": describe_machine(), "results": [to_plain(result) for result in results]}
        options.json.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bench", description="Measure how fast Callsheet is, beside its peers.")
    parser.add_argument("--quick", action="store_true", help="a smaller workspace and fewer repetitions")
    parser.add_argument(
        "--only", metavar="NAME", action="append", choices=list(MEASUREMENTS), help=f"one of {', '.join(MEASUREMENTS)}"
    )
    parser.add_argument("--json", metavar="OUT", type=Path, help="write all figures to a file as well")
    parser.add_argument(
        "--task-cli", metavar="PATH", type=Path, help="a checkout of OpenAgentsControl, to measure its task script too"
    )
    return parser


def describe_machine() -> str:
    """The machine in general words."""
    node = shutil.which("node")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout if node else ""
    parts = [platform.system(), f"{os.cpu_count()} cores", f"Python {platform.python_version()}"]
    return ", ".join(parts + ([f"Node.js {version.strip().lstrip('v')}"] if version else []))


if __name__ == "__main__":
    sys.exit(main())
