"""The generated files are what the code gives."""

from __future__ import annotations

from scripts.generate import REPOSITORY, stale_files


def test_nothing_generated_is_stale() -> None:
    stale = [str(path.relative_to(REPOSITORY)) for path in stale_files()]
    assert not stale, "run `make generate`"
