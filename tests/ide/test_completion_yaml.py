"""The same in YAML: block style, where lines and columns count, and flow style."""

from __future__ import annotations

from tests.ide.completion_checks import check_applied, check_complete, check_snippet, completions

SIBLINGS = """
--- subtask_01.yaml
title: Model gift cards
status: completed
--- subtask_03.yaml
title: Sell gift cards
suggested_agent: CoderAgent
--- /docs/guide.md
# Guide

## Tests

Test all.
--- /src/a-b.ts
"""


def yaml(text: str) -> str:
    return f"{SIBLINGS}--- subtask_02.yaml\n{text}"


def test_keys() -> None:
    check_complete(yaml("<|>"), "New subtask 02", "id", "seq", "title", "status", "depends_on", rest=True)
    check_complete(yaml("id: x\n<|>"), "seq", "title", "status", "depends_on", rest=True)
    check_complete(yaml("id: x\nti<|>"), "title")
    check_complete(yaml("ti<|>\nid: x"), "title")


def test_key_with_its_value() -> None:
    check_snippet(yaml("ti<|>"), "title", "title: $1")
    check_snippet(yaml("se<|>"), "seq", 'seq: ${1:"02"}')
    check_snippet(yaml("id: x\npar<|>\nmodule: y\n"), "parallel", "id: x\nparallel: ${1:true}\nmodule: y\n")


def test_a_key_with_a_colon_stays_with_its_value() -> None:
    check_applied(yaml("sta<|>: pending"), "status", "status: pending")


def test_no_key_in_front_of_another() -> None:
    check_complete(yaml("<|>status: pending"))


def test_lists_begin_on_the_next_line() -> None:
    check_snippet(yaml("dep<|>"), "depends_on", "depends_on:\n  - $1")
    check_applied(yaml("dep<|>"), "depends_on", "depends_on:\n  - ")


def test_lists_take_the_indentation_of_the_author() -> None:
    check_snippet(yaml("deliverables:\n- src\ndep<|>"), "depends_on", "deliverables:\n- src\ndepends_on:\n- $1")
    check_snippet(
        yaml("deliverables:\n    - src\ndep<|>"), "depends_on", "deliverables:\n    - src\ndepends_on:\n    - $1"
    )
    check_snippet(yaml("deliverables: [src]\ndep<|>"), "depends_on", "deliverables: [src]\ndepends_on: [$1]")


def test_objects_begin_on_the_next_line() -> None:
    task = "--- task.yaml\n"
    expected = "rice_score:\n  reach: ${1:1}\n  impact: ${2:0.25}\n  confidence: ${3:100}\n  effort: ${4:1}"
    check_snippet(task + "rice<|>", "rice_score", expected)
    check_snippet(yaml("cont<|>"), "contracts", "contracts:\n  - type: $1\n    name: $2\n    status: $3")


def test_keys_of_nested_objects() -> None:
    check_complete(yaml("context_files:\n  - path: docs/guide.md\n    <|>"), "lines", "reason")
    check_complete(yaml("context_files:\n  - path: docs/guide.md\n    <|>\n  - docs"), "lines", "reason")
    check_complete("--- task.yaml\nrice_score:\n  <|>", "reach", "impact", "confidence", "effort", rest=True)


def test_line_that_is_not_indented_right() -> None:
    check_applied(yaml("id: x\n   <|>\nmodule: y"), "title", "id: x\ntitle: \nmodule: y")


def test_empty_line_among_deeper_ones() -> None:
    text = "context_files:\n  - path: docs/guide.md\n<|>\n    reason: Tests\n"
    check_complete(yaml(text), "lines")
    check_applied(yaml(text), "lines", "context_files:\n  - path: docs/guide.md\n    lines: \n    reason: Tests\n")


def test_values() -> None:
    check_complete(yaml("status: <|>"), "pending", "in_progress", "completed", "blocked")
    check_complete(yaml("id: x\nstatus:<|>\nseq: '02'\n"), "pending", "in_progress", "completed", "blocked")
    check_applied(yaml("id: x\nstatus:<|>\n"), "pending", "id: x\nstatus: pending\n")
    check_applied(yaml("id: x\nstatus: pen<|> # why\n"), "pending", "id: x\nstatus: pending # why\n")
    check_applied(yaml("id: x\nparallel: t<|>"), "true", "id: x\nparallel: true")
    check_complete(yaml("suggested_agent: <|>"), "CoderAgent")


def test_values_keep_their_quotation_marks() -> None:
    check_applied(yaml("status: '<|>'"), "pending", "status: 'pending'")
    check_applied(yaml('status: "pen<|>'), "pending", 'status: "pending"')


def test_values_are_quoted_where_they_must_be() -> None:
    check_applied(yaml("seq: <|>"), "02", 'seq: "02"')
    check_applied(yaml("id: x\ndepends_on:\n  - <|>"), "01", 'id: x\ndepends_on:\n  - "01"')
    check_applied(
        yaml("id: x\ncompleted_at: <|>"), "2026-03-01T09:15:00Z", 'id: x\ncompleted_at: "2026-03-01T09:15:00Z"'
    )


def test_nothing_in_comments_and_behind_values() -> None:
    check_complete(yaml("id: x # no<|>te"))
    check_complete(yaml("status: 'pending'<|>"))
    check_complete(yaml("status: 'pending' <|>"))


def test_items_of_lists() -> None:
    check_complete(yaml("depends_on:\n  - <|>"), "01", "03")
    check_complete(yaml('depends_on:\n  - "01"\n  - <|>'), "03")
    check_complete(yaml("depends_on:\n  - sell<|>"), "03")


def test_dash_is_put_in() -> None:
    check_applied(yaml('depends_on:\n  - "01"\n  <|>\n'), "03", 'depends_on:\n  - "01"\n  - "03"\n')
    check_applied(yaml("depends_on:\n  <|>\nid: x\n"), "03", 'depends_on:\n  - "03"\nid: x\n')
    check_applied(yaml("id: x\ndepends_on:\n  -<|>\n"), "03", 'id: x\ndepends_on:\n  - "03"\n')
    check_applied(yaml('depends_on:\n  "0<|>\n'), "03", 'depends_on:\n  - "03"\n')


def test_flow_style() -> None:
    check_applied(yaml("depends_on: [<|>]"), "03", 'depends_on: ["03"]')
    check_applied(yaml('depends_on: ["01" <|>]'), "03", 'depends_on: ["01", "03"]')
    check_applied(yaml('depends_on: [<|> "01"]'), "03", 'depends_on: ["03", "01"]')
    check_applied(yaml("{id: x, <|>}"), "title", "{id: x, title: }")
    check_applied(yaml("{id: x <|>}"), "title", "{id: x, title: }")
    check_applied(yaml("{ti<|>}"), "title", "{title: }")
    check_applied(yaml("{status:<|>}"), "pending", "{status: pending}")
    check_complete(yaml("{id <|>}"))


def test_paths() -> None:
    check_applied(yaml("context_files:\n  - do<|>"), "docs/", "context_files:\n  - docs/")
    check_applied(yaml('context_files:\n  - path: "do<|>"'), "docs/", 'context_files:\n  - path: "docs/"')
    check_applied(yaml("context_files:\n  - '@do<|>'"), "docs/", "context_files:\n  - '@docs/'")
    check_applied(yaml("reference_files:\n  - src/<|>"), "a-b.ts", "reference_files:\n  - src/a-b.ts")


def test_an_item_may_become_an_object() -> None:
    check_complete(yaml("context_files:\n  - pa<|>"), "path", rest=True)
    check_snippet(yaml("context_files:\n  - pa<|>"), "path", "context_files:\n  - path: $1")
    check_snippet(
        yaml("context_files:\n  - <|>"),
        "{ path, lines, reason }",
        "context_files:\n  - path: $1\n    lines: $2\n    reason: $3",
    )
    check_snippet(
        yaml("context_files:\n  <|>\n"),
        "{ path, lines, reason }",
        "context_files:\n  - path: $1\n    lines: $2\n    reason: $3\n",
    )


def test_object_as_plain_text_has_the_columns_of_its_place() -> None:
    check_applied(
        yaml("id: x\r\ncontext_files:\r\n    - <|>\r\n"),
        "{ path, lines, reason }",
        "id: x\r\ncontext_files:\r\n    - path: \r\n      lines: \r\n      reason: \r\n",
    )


def test_the_first_line_of_an_item_has_room_for_a_key() -> None:
    items = "context_files:\n  - <|>\n    lines: 1-3\n"
    check_complete(yaml(items), "path", "reason")
    check_applied(yaml(items), "path", "context_files:\n  - path: \n    lines: 1-3\n")
    check_applied(yaml(items.replace("- ", "-")), "path", "context_files:\n  - path: \n    lines: 1-3\n")
    check_applied(yaml(items.replace("- ", "-   ")), "path", "context_files:\n  - path: \n    lines: 1-3\n")
    check_applied(
        yaml("related_adrs:\n-  <|> # why\n\n   path: x\n"), "id", "related_adrs:\n-  id:  # why\n\n   path: x\n"
    )
    check_complete("--- /.tmp/planning/shop/map.yaml\nvertical_slices:\n- <|>\n  name: First\n", "id", rest=True)


def test_no_key_between_a_tag_and_its_object() -> None:
    check_complete(yaml("context_files:\n  - !!map <|>\n    lines: 1-3\n"))


def test_nothing_is_offered_that_puts_nothing_in() -> None:
    check_complete(yaml("title: <|>"))
    check_complete(yaml("acceptance_criteria:\n  - <|>"))
    check_complete(yaml("acceptance_criteria: [a, <|>, b]"))


def test_no_blanks_before_a_line_end() -> None:
    check_snippet(yaml("depends_on:<|>\n"), "[ ]", "depends_on:\n  - $1\n")


def test_lines() -> None:
    check_complete(yaml("context_files:\n  - path: docs/guide.md\n    lines: <|>"), "1-5", "3-5")
    check_applied(
        yaml("context_files:\n  - path: docs/guide.md\n    lines: 3<|>\n"),
        "3-5",
        "context_files:\n  - path: docs/guide.md\n    lines: 3-5\n",
    )
    check_applied(
        yaml("context_files: [{path: docs/guide.md, lines: '1,<|>'}]"),
        "3-5",
        "context_files: [{path: docs/guide.md, lines: '1,3-5'}]",
    )


def test_text_with_blanks_is_a_snippet_too() -> None:
    items = completions(yaml('depends_on:\n  - "01"\n  <|>\n'))[0]
    assert items[0].snippet == '- "03"'


def test_empty_line_of_a_block_scalar() -> None:
    check_complete(yaml("title: |\n  Some\n  <|>\n  text\n"))


def test_aliases_and_tags_are_left_alone() -> None:
    check_complete(yaml("a: &x 1\nstatus: *<|>x"))
