"""Findings by a team's own schema, and about one."""

from __future__ import annotations

from tests.rules.helpers import check_findings, check_fix

CONFIGURED = """
--- /callsheet.toml
[schemas]
subtask = "schemas/own.json"
"""
OWN = """
--- /schemas/own.json
{
  "required": ["ticket"],
  "properties": {
    "ticket": {"type": "string", "pattern": "^SHOP-[0-9]+$"},
    "estimate": {"type": "integer", "minimum": 1},
    "size": {"enum": ["small", "large", 3]},
    "note": {"type": "string", "maxLength": 5},
    "review": {"oneOf": [{"type": "string"}, {"type": "array"}]}
  }
}
"""
TASK = '{"id": "gift-cards-01", "seq": "01", "title": "Draw", "status": "pending"'
RULES = ("missing-field", "wrong-type", "invalid-value", "unknown-field", "too-long", "invalid-schema")


def test_what_the_team_demands() -> None:
    check_findings(f'{CONFIGURED}{OWN}--- subtask_01.json\n{TASK}, "ticket": "SHOP-1", "estimate": 2}}', *RULES)
    check_findings(
        f'{CONFIGURED}{OWN}--- subtask_01.json\n«{TASK[:1]}»{{missing-field error: has no "ticket" (schemas/own.json)}}'
        f"{TASK[1:]}}}",
        *RULES,
    )
    check_findings(
        f"""{CONFIGURED}{OWN}
--- subtask_01.json
{TASK}, "ticket": «"1"»{{invalid-value error: "1" does not match ^SHOP-[0-9]+$ (schemas/own.json)}},
 "estimate": «"2"»{{wrong-type error: must be a whole number, not a string (schemas/own.json)}},
 "size": «"Small"»{{invalid-value error: is not one of small, large, 3; did you mean "small"? (schemas/own.json)}},
 "note": «"Too long"»{{too-long error: has 8 characters, 3 more than the 5 allowed (schemas/own.json)}},
 "review": «3»{{invalid-value error: "review" does not satisfy the schema}},
 «"tickets"»{{unknown-field hint}}: 1}}
""",
        *RULES,
    )


def test_without_the_configuration_its_fields_are_unknown() -> None:
    check_findings(f'{OWN}--- subtask_01.json\n{TASK}, «"ticket"»{{unknown-field hint}}: 3}}', *RULES)


def test_a_near_miss_of_a_field_of_the_team() -> None:
    before = f'{CONFIGURED}{OWN}--- subtask_01.json\n{TASK}, "tiket": "SHOP-1"}}'
    check_findings(before.replace('"tiket"', '«"tiket"»{unknown-field error: did you mean "ticket"?}'), *RULES)
    check_fix(before, "unknown-field", f'--- subtask_01.json\n{TASK}, "ticket": "SHOP-1"}}')


def test_a_missing_field_is_added() -> None:
    own = OWN.replace('["ticket"]', '["estimate"]')
    check_fix(
        f'{CONFIGURED}{own}--- subtask_01.json\n{{\n  "id": "gift-cards-01",\n  "seq": "01",\n  "title": "Draw",\n'
        '  "status": "pending"\n}\n',
        "missing-field",
        '--- subtask_01.json\n{\n  "id": "gift-cards-01",\n  "seq": "01",\n  "title": "Draw",\n'
        '  "status": "pending",\n  "estimate": 1\n}\n',
    )


def test_a_schema_that_cannot_be_used() -> None:
    marked = CONFIGURED.replace('"schemas/own.json"', '«"schemas/own.json"»{invalid-schema error: %s}')
    check_findings(marked % "/type" + '--- /schemas/own.json\n{"type": "text"}\n')
    check_findings(marked % "syntax error" + "--- /schemas/own.json\n{\n")
    check_findings(marked % "same file" + '--- /schemas/own.json\n{"$ref": "other.json"}\n')
    check_findings(marked % "an object" + "--- /schemas/own.json\n[]\n")
    check_findings(marked % "is a folder, no schema" + "--- /schemas/own.json/inside.txt\n1\n")


def test_a_schema_that_is_not_there() -> None:
    check_findings(
        CONFIGURED.replace('"schemas/own.json"', '«"schemas/own.json"»{broken-reference warning}'), "invalid-schema"
    )


def test_yaml_is_held_to_it_as_well() -> None:
    check_findings(
        f"""{CONFIGURED}{OWN}
--- subtask_01.yaml
id: gift-cards-01
seq: "01"
title: Draw
status: pending
ticket: «SHOP»{{invalid-value error: "SHOP" does not match}}
estimate: «0»{{invalid-value error: "estimate" must be at least 1, not 0}}
""",
        *RULES,
    )


def test_a_schema_in_yaml() -> None:
    check_findings(
        f"""
--- /callsheet.toml
[schemas]
subtask = "own.yaml"
--- /own.yaml
properties:
  ticket: {{type: string}}
--- subtask_01.json
{TASK}, "ticket": «3»{{wrong-type error}}}}
""",
        *RULES,
    )


def test_patterns_that_make_no_sense() -> None:
    check_findings(
        """
--- /callsheet.toml
ignore = ["a/**", «"!"»{invalid-value error}]
[patterns]
task = [«"tasks/task"»{invalid-value error: "tasks/task" is no pattern of paths: tasks and subtasks lie in the folder}]
adr = ["decisions/{seq}-*", «"x/{sequence}"»{invalid-value error}]
"""
    )
