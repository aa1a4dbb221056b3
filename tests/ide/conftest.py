"""What the tests of features share."""

from __future__ import annotations

import pytest

from callsheet.workspace.session import Session
from tests.ide.samples import OTHERS, SAMPLES
from tests.workspaces import Fixture


@pytest.fixture(scope="module")
def typing(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """A workspace of every kind of document, for texts to be typed in."""
    return Fixture({**SAMPLES, **OTHERS}).session(tmp_path_factory.mktemp("typing"))
