"""What checking a document takes up is given back: servers check for days."""

from __future__ import annotations

import gc
import weakref

from callsheet.artifacts.openapi.evaluation import Evaluator
from callsheet.artifacts.openapi.schemas import REFERENCE


def test_an_evaluator_goes_with_its_document() -> None:
    evaluator = Evaluator({"0": {"properties": {"next": {REFERENCE: "0"}}, "required": ["id"]}}, {})
    assert evaluator.mismatches("0", {"id": 1, "next": {}})
    kept = weakref.ref(evaluator)
    del evaluator
    gc.collect()
    assert kept() is None
