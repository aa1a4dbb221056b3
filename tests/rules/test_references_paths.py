"""The family *references*: paths."""

from __future__ import annotations

import tempfile
from pathlib import Path

from callsheet.rules.engine import fixes_for
from callsheet.text import Text
from tests.rules.helpers import NOW, check_findings, check_fix, findings_of, fix_titles
from tests.workspaces import read_fixture

# broken-reference


def test_references_that_lead_nowhere() -> None:
    check_findings(
        """
--- task.json
{"context_files": [«"docs/b.md"»{broken-reference warning: docs/b.md does not exist; did you mean docs/a.md?}]}
--- subtask_01.json
{
  "context_files": [{"path": «"src/x.ts"»{broken-reference: src/x.ts does not exist, and no subtask makes it}}],
  "reference_files": ["@«src/x.ts»{broken-reference}", "«src/x.ts»{broken-reference} (the old one)", «"src\\\\y.ts"»{broken-reference}],
  "contracts": [{"type": "api", "name": "A", "status": "draft", "path": «"contracts/a.json"»{broken-reference}}],
  "design_components": [{"type": "sketch", "path": «"design/a.png"»{broken-reference}}],
  "related_adrs": [{"id": "ADR-001", "path": «"docs/adr/001.md"»{broken-reference}}]
}
--- subtask_02.yaml
context_files:
  - «src/x.ts»{broken-reference}
  - path: «src/x.ts»{broken-reference}
--- /docs/a.md
Here.
"""
    )


def test_references_that_lead_somewhere() -> None:
    check_findings(
        """
--- subtask_01.json
{
  "context_files": [
    "docs/a.md", "@docs/a.md", "./docs/a.md", "docs\\\\a.md", "docs/", "docs", "docs/a.md (section 3)",
    "docs/a.md — section 3", "docs/a.md - see below", "docs/a.md#top", "docs/a.md: why", "docs/a.md:3-5", "`docs/a.md`",
    "Read: docs/a.md", "docs/a.md with care", "docs/deep/../a.md", "app/[id]/page.tsx", "."
  ]
}
--- /docs/a.md
Here.
--- /docs/deep/b.md
There.
--- /app/[id]/page.tsx
export {};
""",
        "broken-reference",
    )


def test_what_names_no_file_of_the_workspace() -> None:
    check_findings(
        """
--- subtask_01.json
{
  "context_files": [
    "https://example.org/a.md", "src/**/*.ts", "src/{a,b}.ts", "~/notes.md", "$HOME/x", "/opt/x.md", "C:\\\\x\\\\y.ts", "",
    "The team's conventions", "../other/a.md", null, 3, {}
  ]
}
""",
        "broken-reference",
    )


def test_promises_of_the_feature_count() -> None:
    check_findings(
        """
--- task.json
{"context_files": ["src/cards/draw.ts", "src/a.ts"]}
--- subtask_01.json
{"seq": "01", "deliverables": ["src/cards/", "New file: src/a.ts"]}
--- subtask_02.json
{"seq": "02", "depends_on": ["01"], "context_files": ["src/cards/sub/x.ts", "src/a.ts"]}
""",
        "broken-reference",
        "missing-dependency",
    )


def test_what_is_completed_was_read_already() -> None:
    check_findings(
        '--- subtask_01.json\n{"status": "completed", "context_files": [«"docs/a.md"»{broken-reference information}]}\n'
    )


def test_installed_packages_come_and_go() -> None:
    check_findings('--- subtask_01.json\n{"reference_files": ["node_modules/x/index.js"]}\n', "broken-reference")
    check_findings(
        """
--- subtask_01.json
{"reference_files": [«"node_modules/x/index.js"»{broken-reference}, "web/node_modules/x/index.js"]}
--- /node_modules/y/index.js
x
"""
    )


def test_a_file_that_is_open_and_not_yet_saved_exists(tmp_path: Path) -> None:
    session = read_fixture('--- subtask_01.json\n{"context_files": ["docs/new.md"]}\n').session(tmp_path)
    assert [f.rule for f in findings_of(session.snapshot)].count("broken-reference") == 1
    session.open("docs/new.md", Text("Here.\n"))
    assert "broken-reference" not in [f.rule for f in findings_of(session.snapshot)]


def test_the_nearest_paths() -> None:
    text = """
--- subtask_01.json
{"context_files": ["%s"]}
--- /docs/guides/prices.md
x
--- /docs/prices-old.md
x
--- /docs/names.md
x
"""
    assert fix_titles(text % "docs/guids/prices.md", "broken-reference")[0] == "Change to docs/guides/prices.md"
    assert fix_titles(text % "docs/name.md", "broken-reference")[0] == "Change to docs/names.md"
    assert fix_titles(text % "docs/old/names.md", "broken-reference")[0] == "Change to docs/names.md"
    assert fix_titles(text % "elsewhere/q.ts", "broken-reference") == ["Remove the reference to elsewhere/q.ts"]


def test_only_the_path_is_changed() -> None:
    check_fix(
        '--- subtask_01.json\n{"context_files": ["@docs/pirces.md (all of it)"]}\n--- /docs/prices.md\nx\n',
        "broken-reference",
        '--- subtask_01.json\n{"context_files": ["@docs/prices.md (all of it)"]}\n',
    )


def test_a_reference_is_removed_but_no_contract() -> None:
    check_fix(
        '--- subtask_01.json\n{"context_files": [{"path": "a.md", "reason": "x"}, "."]}\n',
        "broken-reference",
        '--- subtask_01.json\n{"context_files": ["."]}\n',
        "Remove the reference to a.md",
    )
    check_fix(
        '--- subtask_01.json\n{"contracts": [{"name": "A", "path": "a.json"}]}\n',
        "broken-reference",
        '--- subtask_01.json\n{"contracts": [{"name": "A"}]}\n',
        "Remove the reference to a.json",
    )


def test_a_path_stays_that_something_stands_and_falls_with() -> None:
    contract = (
        '--- /.tmp/contracts/cards/cards-api/contract.json\n{"service_name": "Cards", "openapi_spec_path": "x.yaml"}\n'
    )
    link = '--- subtask_01.json\n{"contracts": [{"type": "api", "name": "%s", "path": "a.json"}]}\n'
    assert fix_titles(link % "Cards" + contract, "broken-reference") == ["Remove the reference to a.json"]
    assert fix_titles(link % "Payment" + contract, "broken-reference") == []
    design = '--- subtask_01.json\n{"design_components": [{"type": "figma", "path": "a.png"}]}\n'
    assert fix_titles(design, "broken-reference") == []


# mixed-references


def test_standards_among_the_sources() -> None:
    check_findings(
        """
--- subtask_01.json
{
  "context_files": [".opencode/context/a.md", "docs/a.md", {"path": "docs/b.md", "lines": "1-5"}],
  "reference_files": [
    «".opencode/context/a.md"»{mixed-references: .opencode/context/a.md stands in context_files as well},
    "@«.opencode/context/b.md»{mixed-references hint: is a standard to follow; it belongs in context_files}",
    {"path": «"docs/a.md"»{mixed-references: stands in context_files as well}},
    {"path": "docs/b.md", "lines": "6-9"},
    "src/a.ts"
  ]
}
--- subtask_02.json
{"context_files": ["src/a.ts"]}
"""
    )


def test_what_stands_in_both_lists_is_removed_from_the_second() -> None:
    check_fix(
        '--- subtask_01.json\n{"context_files": ["a.md"], "reference_files": ["b.ts", "a.md"]}\n',
        "mixed-references",
        '--- subtask_01.json\n{"context_files": ["a.md"], "reference_files": ["b.ts"]}\n',
    )


def test_a_standard_moves_with_all_that_is_said_of_it() -> None:
    check_fix(
        """
--- subtask_01.json
{
  "seq": "01",
  "status": "pending",
  "reference_files": [
    {"path": ".claude/context/a.md", "lines": "1-5"},
    "b.ts"
  ]
}
""",
        "mixed-references",
        """
--- subtask_01.json
{
  "seq": "01",
  "status": "pending",
  "context_files": [
    {
      "path": ".claude/context/a.md",
      "lines": "1-5"
    }
  ],
  "reference_files": [
    "b.ts"
  ]
}
""",
    )


# unportable-path


def test_unportable_paths_are_one_hint_a_document() -> None:
    check_findings(
        """
--- subtask_01.json
{
  "context_files": [
    "~/.config/opencode/context/a.md",
    «"/home/me/shop/docs/a.md"»{unportable-path hint: an absolute path; in this workspace the file is docs/a.md (and 3 more here)},
    "C:\\\\shop\\\\docs\\\\a.md",
    "$HOME/x.md"
  ]
}
--- subtask_02.json
{"reference_files": [{"path": «"~/notes.md"»{unportable-path: ~/notes.md exists on its author's machine only}}]}
--- subtask_03.json
{"context_files": ["docs/a.md", "https://example.org/home/me", "../a.md"], "deliverables": ["/api/cards"]}
--- /docs/a.md
Here.
"""
    )


def test_all_paths_that_can_are_made_relative() -> None:
    fix = check_fix(
        """
--- subtask_01.json
{"context_files": ["/home/me/shop/docs/a.md (all)", "~/x", {"path": "C:\\\\shop\\\\docs\\\\a.md"}]}
--- /docs/a.md
Here.
""",
        "unportable-path",
        '--- subtask_01.json\n{"context_files": ["docs/a.md (all)", "~/x", {"path": "docs/a.md"}]}\n',
        "Make 2 paths relative",
    )
    assert not fix.is_safe
    assert fix_titles('--- subtask_01.json\n{"context_files": ["~/x"]}\n', "unportable-path") == []


def test_a_bare_name_must_lie_right_in_the_workspace() -> None:
    with tempfile.TemporaryDirectory() as parent:
        root = Path(parent, "shop")
        fixture = read_fixture(
            '--- subtask_01.json\n{"context_files": ["/home/me/shop/README.md"]}\n'
            '--- subtask_02.json\n{"context_files": ["/home/me/else/README.md"]}\n--- /README.md\nx\n'
        )
        messages = [f.message for f in findings_of(fixture.snapshot(root)) if f.rule == "unportable-path"]
    assert messages == [
        "an absolute path; in this workspace the file is README.md",
        "/home/me/else/README.md exists on its author's machine only",
    ]


def test_paths_below_the_root_are_safe_to_make_relative(tmp_path: Path) -> None:
    path = f"{tmp_path.as_posix()}/docs/a.md"
    text = f'--- subtask_01.json\n{{"context_files": ["{path}"]}}\n--- /docs/a.md\nx\n'
    snapshot = read_fixture(text).snapshot(tmp_path)
    (finding,) = [finding for finding in findings_of(snapshot) if finding.rule == "unportable-path"]
    (fix,) = fixes_for(finding, snapshot, NOW)
    assert fix.is_safe


# outside-workspace


def test_paths_that_climb_out() -> None:
    check_findings(
        """
--- subtask_01.json
{
  "context_files": [«"../a.md"»{outside-workspace warning: ../a.md leads out of the workspace}, "docs/.."],
  "reference_files": [{"path": «"docs/../../b.md"»{outside-workspace: ../b.md leads out}}, "@«../c.md»{outside-workspace} (old)"],
  "deliverables": [«".."»{outside-workspace}, "..hidden/x", «"../dist/"»{outside-workspace}]
}
""",
        "broken-reference",
    )


def test_the_end_of_the_path_may_be_here() -> None:
    check_fix(
        '--- subtask_01.json\n{"context_files": ["@../../shop/docs/a.md"]}\n--- /docs/a.md\nx\n',
        "outside-workspace",
        '--- subtask_01.json\n{"context_files": ["@docs/a.md"]}\n',
        "Change to docs/a.md",
    )
    check_fix(
        '--- subtask_01.json\n{"deliverables": ["../x", "y"]}\n',
        "outside-workspace",
        '--- subtask_01.json\n{"deliverables": ["y"]}\n',
        "Remove ../x",
    )


# the paths of contracts

CONTRACT = "--- /.tmp/contracts/cards/cards-api/contract.json\n"


def test_the_paths_of_a_contract() -> None:
    check_findings(
        CONTRACT
        + """
{
  "openapi_spec_path": «"contract.openapi.yml"»{broken-reference: .tmp/contracts/cards/cards-api/contract.openapi.yml does not exist; did you mean .tmp/contracts/cards/cards-api/contract.openapi.yaml?},
  "providers": [{"implementation_path": «"src/api/cards"»{broken-reference: src/api/cards does not exist, and no subtask makes it}}],
  "versioning": {"changelog_path": «"../changes.md"»{outside-workspace: ../changes.md leads out of the workspace}},
  "testing_strategy": {"consumer_tests": [{"test_path": «"/home/me/test.ts"»{unportable-path}}]}
}
--- /.tmp/contracts/cards/cards-api/contract.openapi.yaml
openapi: 3.0.3
"""
    )


def test_a_subtask_of_any_feature_may_make_what_a_contract_needs() -> None:
    check_findings(
        CONTRACT
        + '{"providers": [{"implementation_path": "src/api/cards"}]}\n'
        + '--- /.tmp/tasks/vouchers/subtask_04.json\n{"deliverables": ["src/api/cards/routes.ts"]}\n',
        "broken-reference",
    )


def test_an_openapi_document_is_named_as_seen_from_the_contract() -> None:
    check_fix(
        CONTRACT + '{"openapi_spec_path": "../../../../docs/crads.yaml"}\n--- /docs/cards.yaml\nopenapi: 3.0.3\n',
        "broken-reference",
        CONTRACT + '{"openapi_spec_path": "../../../../docs/cards.yaml"}\n',
    )
    check_fix(
        CONTRACT + '{"providers": [{"implementation_path": "src/crads.ts", "name": "shop"}]}\n',
        "broken-reference",
        CONTRACT + '{"providers": [{"name": "shop"}]}\n',
    )
