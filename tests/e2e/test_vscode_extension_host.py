"""The suites of client-vscode/test/host, which ask VS Code's API what the extension has told it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.e2e.vscode.installation import REPOSITORY
from tests.e2e.vscode.sessions import Sessions

EXTENSION = REPOSITORY / "client-vscode"
SUITE = EXTENSION / "out" / "host" / "index.cjs"


@pytest.mark.skipif(not SUITE.exists() and "CI" not in os.environ, reason="needs the extension's suites: make vsix")
def test_the_suites_pass_in_the_extension_host(bare_vscode: Sessions, workspace: Path) -> None:
    outcome = bare_vscode.run_suite(EXTENSION, SUITE, workspace)
    assert outcome.exit_code == 0, outcome.report
    assert "passing" in outcome.report
