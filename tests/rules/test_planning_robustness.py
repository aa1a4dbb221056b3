"""Whatever planning artifacts hold: no rule and no fix fails, every finding has a place, and fixes break nothing."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callsheet.rules import RULES
from callsheet.rules.registry import Context
from callsheet.workspace.feature import Feature
from tests.rules.test_robustness import check_findings_and_fixes
from tests.workspaces import FEATURE_FOLDER, Fixture

NAMES = st.sampled_from(["", " ", "a", "b", "b ", "a-1", "a-2", "payment", "paymnet", "\ud800", "é", "x" * 300])
ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1, 1.5, 10**30, [], {}, [[]], "2026-03-01T09:15:00Z", "2025-01-01T09:15:00Z"]
)
MEMBERS = [
    *("id", "name", "epic", "persona", "journeys", "vertical_slices", "bounded_context", "bounded_contexts", "module"),
    *("dependencies", "combined_rank", "upstream", "downstream", "relationship_type", "features", "phase", "type"),
    *("status", "path", "entities", "root", "aggregates", "endpoints_used", "consumer", "stories", "epics", "title"),
]
ENTRIES = st.dictionaries(
    st.sampled_from(MEMBERS), NAMES | ODD | st.integers(0, 3) | st.lists(NAMES | ODD, max_size=3), max_size=6
)
LISTS = st.lists(ENTRIES | NAMES | ODD, max_size=4)
VALUES = NAMES | ODD | LISTS | ENTRIES | st.dictionaries(NAMES, ENTRIES | LISTS | ODD, max_size=3)
FIELDS = {
    f"{FEATURE_FOLDER}/contexts.json": ["feature", "bounded_contexts", "context_relationships"],
    f"{FEATURE_FOLDER}/contexts.yaml": ["feature", "bounded_contexts"],
    f"{FEATURE_FOLDER}/task.json": ["contracts", "bounded_context", "related_adrs"],
    f"{FEATURE_FOLDER}/subtask_01.json": ["contracts", "deliverables", "status", "depends_on"],
    f"{FEATURE_FOLDER}/subtask_02.json": ["contracts", "deliverables", "status", "depends_on"],
    ".tmp/planning/gift-cards/map.json": [
        *("personas", "journeys", "vertical_slices", "epics", "stories", "bounded_context_mapping"),
    ],
    ".tmp/planning/prioritized.json": ["metadata", "mvp_features", "post_mvp_features", "release_recommendations"],
    ".tmp/contracts/payment/a/contract.json": [
        *("version", "versioning", "consumers", "providers", "service_name", "openapi_spec_path", "created_at"),
        *("updated_at", "testing_strategy", "bounded_context"),
    ],
    ".tmp/contracts/payment/a/openapi.json": ["paths", "info", "openapi"],
}


@st.composite
def fixtures(draw: st.DrawFn) -> Fixture:
    paths = draw(st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, unique=True))
    files: dict[str, str] = {}
    for path in paths:
        value: Any = draw(st.dictionaries(st.sampled_from(FIELDS[path]), VALUES, max_size=8))
        if "openapi_spec_path" in value:
            value["openapi_spec_path"] = "openapi.json"
        text = json.dumps(value, indent=draw(st.sampled_from([None, 2])))
        files[path] = text[: draw(st.sampled_from([None, None, None, -2, len(text) // 2]))]
    return Fixture(files)


@given(fixtures())
@settings(suppress_health_check=list(HealthCheck), deadline=None)
def test_nothing_makes_a_rule_fail(fixture: Fixture) -> None:
    """The engine would pass over a failure, so the rules are asked themselves."""
    with TemporaryDirectory() as root:
        snapshot = fixture.snapshot(Path(root))
        for facts in snapshot.files():
            context = Context(snapshot, snapshot.feature_of(facts.path) or Feature("", ()))
            for rule in RULES.values():
                if facts.artifact.kind in rule.kinds:
                    list(rule.check(facts, context))


@given(fixtures())
@settings(suppress_health_check=list(HealthCheck), deadline=None)
def test_findings_have_places_and_fixes_can_be_carried_out(fixture: Fixture) -> None:
    with TemporaryDirectory() as root:
        check_findings_and_fixes(fixture.snapshot(Path(root)))
