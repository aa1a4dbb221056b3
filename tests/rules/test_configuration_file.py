"""What is found in `callsheet.toml`, and how it is mended."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.rules.helpers import check_findings, check_fix, findings_of
from tests.workspaces import Fixture

SCHEMA_RULES = ("unknown-field", "wrong-type", "invalid-value", "missing-field", "syntax-error", "duplicate-key")
FILE_RULES = (*SCHEMA_RULES, "broken-reference", "invalid-schema")


def check(text: str) -> None:
    """Check that exactly what is marked in the settings is found, by the rules that look at any document's form."""
    check_findings(f"--- /callsheet.toml\n{text}", *SCHEMA_RULES)


def check_mended(before: str, rule: str, after: str, title: str | None = None) -> None:
    """Check what a fix makes of the settings."""
    check_fix(f"--- /callsheet.toml\n{before}", rule, f"--- /callsheet.toml\n{after}", title)


def test_right_settings() -> None:
    check("""
# All is well.
ignore = ["legacy/**"]
x-team = { size = 3 }

[patterns]
task = ["tasks/{feature}/task"]
[rules]
too-long = "off"
[formatting]
indent = 4
""")


def test_an_empty_file() -> None:
    check("")


def test_a_misspelt_table() -> None:
    check(
        '[«rulse»{unknown-field warning: "rulse" is no setting that Callsheet knows; did you mean "rules"?}]\ntoo-long = "off"\n'
    )
    check_mended('[rulse] # ours\ntoo-long = "off"\n', "unknown-field", '[rules] # ours\ntoo-long = "off"\n')


def test_a_misspelt_rule() -> None:
    check('[rules]\n«too-lng»{unknown-field warning: did you mean "too-long"?} = "off"\n')
    check_mended('[rules]\ntoo_long = "off"\n', "unknown-field", '[rules]\ntoo-long = "off"\n')
    check_mended('rules.tooLong = "off"\n', "unknown-field", 'rules.too-long = "off"\n')


def test_settings_that_nobody_knows_are_reported_each() -> None:
    check("""
«colour»{unknown-field warning: "colour" is no setting that Callsheet knows, so it does nothing} = "red"
[rules]
«no-typos»{unknown-field warning} = "error"
""")


def test_a_kind_without_a_schema_can_have_none() -> None:
    check('[schemas]\n«adr»{unknown-field} = "schemas/adr.json"\n')


def test_a_wrong_severity() -> None:
    check('[rules]\ntoo-long = «"of"»{invalid-value error: did you mean "off"?}\n')
    check_mended("[rules]\ntoo-long = 'warn' # why\n", "invalid-value", "[rules]\ntoo-long = 'warning' # why\n")


def test_a_wrong_indent() -> None:
    check('[formatting]\nindent = «"2"»{wrong-type}\n')
    check("[formatting]\nindent = «9»{invalid-value}\n")
    check_mended('[formatting]\nindent = "2"\n', "wrong-type", "[formatting]\nindent = 2\n")


def test_a_string_where_a_list_is_wanted() -> None:
    check('ignore = «"legacy/**"»{wrong-type}\n')
    check_mended('ignore = "legacy/**" # old\n', "wrong-type", 'ignore = ["legacy/**"] # old\n')


def test_no_pattern_at_all() -> None:
    check('[patterns]\ntask = «[]»{invalid-value error: "task" must not be empty}\n')


def test_slips_of_syntax() -> None:
    check("[rules]\ntoo-long = «off»{syntax-error: off is no value in TOML}\n")
    check_mended("[rules]\ntoo-long = off\n", "syntax-error", '[rules]\ntoo-long = "off"\n')
    check_mended("[rules\ntoo-long = 'off'\n", "syntax-error", "[rules]\ntoo-long = 'off'\n")


def test_a_setting_or_a_table_twice() -> None:
    check("""
[rules]
too-long = "off"
«too-long»{syntax-error error: "too-long" stands in this table already, in line 3; keep one of the two} = "hint"
[formatting]
[«rules»{syntax-error error: this table stands in line 2 already; put what follows below it there}]
""")


def check_with_files(text: str) -> None:
    """Check what is marked in the settings of a workspace with a few files, by the rules that look at these as well."""
    files = "--- /README.md\n# Read me\n--- /docs/a.md\nText\n--- /id_rsa.json\n{}\n--- /zero.json\n\0\n"
    check_findings(f"--- /callsheet.toml\n{text}{files}", *FILE_RULES)


def test_one_fault_is_reported_once() -> None:
    check_with_files("[rules]\ntoo-long = «false»{wrong-type}\n")
    check_with_files('[schemas]\n«openapi»{unknown-field} = "none.json"\n')
    check_with_files('[patterns]\nsubtask = [«""»{invalid-value: item 1 of "subtask" must not be empty}]\n')
    check("[rules]\n«\0»{syntax-error}\n")
    check('[rules]\ntoo-long = "off" # «\0»{syntax-error: a control character has no place in TOML}\n')


def test_tables_are_called_tables() -> None:
    check('rules = «3»{wrong-type: "rules" must be a table, not a number}\n')
    check('context = {roots = «{}»{wrong-type: "roots" must be a list, not a table}}\n')


def test_patterns_that_match_nothing() -> None:
    check('ignore = ["legacy/**", «""»{invalid-value: "" is no pattern of paths: it matches no file}]\n')
    check('ignore = [«"# old"»{invalid-value: it matches no file}, "!kept/**"]\n')


def test_a_pattern_with_an_ending_that_no_artifact_has() -> None:
    check(
        '[patterns]\ntask = [«"{feature}/task.txt"»{invalid-value: the files of this kind end in .json or .yaml or .yml}]\n'
    )
    check('[patterns]\nadr = ["adr/{seq}.md"]\ncontract = ["api/{context}.contract"]\n')


def test_subtasks_lie_beside_their_task() -> None:
    check("""
[patterns]
task = ["tasks/{feature}/task"]
subtask = ["tasks/{feature}/{seq}", «"subs/{feature}/{seq}"»{invalid-value error: no task lies in subs/}]
""")
    check('[patterns]\nsubtask = [«"subs/{feature}/{seq}"»{invalid-value: no task lies in subs/}]\n')
    check('[patterns]\nsubtask = [".tmp/tasks/{feature}/{seq}"]\n')
    check('[patterns]\ntask = ["**/{feature}/task"]\nsubtask = ["subs/{feature}/{seq}"]\n')


def test_schemas_that_cannot_be_read() -> None:
    check_with_files(
        '[schemas]\ntask = «"README.md"»{invalid-schema: README.md: a schema is written in JSON or YAML}\n'
    )
    check_with_files('[schemas]\ntask = «"docs"»{invalid-schema: docs is a folder, no schema}\n')
    check_with_files(
        '[schemas]\ntask = «"id_rsa.json"»{invalid-schema: id_rsa.json cannot be read: it may hold secrets}\n'
    )
    check_with_files('[schemas]\ntask = «"zero.json"»{invalid-schema: zero.json cannot be read: it is no text file}\n')


def test_paths_of_settings_that_lead_to_nothing() -> None:
    check_with_files('[schemas]\ntask = «"far/none.yaml"»{broken-reference: far/none.yaml does not exist}\n')
    message = "README.md is a file, and agents are to read what lies in a folder"
    check_with_files(f'[context]\nroots = ["docs", «"README.md"»{{broken-reference: {message}}}]\n')


def test_comments_silence_rules() -> None:
    check("""
colour = "red" # callsheet: ignore unknown-field
# callsheet: ignore unknown-field, wrong-type
size = 3
«shape»{unknown-field} = "round"
""")


@given(
    st.text()
    | st.lists(
        st.sampled_from(["[rules]", "\n", "too-long", " = ", '"off"', "[", "]", "{", "}", ",", "'", "\r", "1"])
    ).map("".join)
)
def test_no_text_is_without_answer(text: str) -> None:
    with tempfile.TemporaryDirectory() as root:
        snapshot = Fixture({"callsheet.toml": text}).snapshot(Path(root))
        assert snapshot.facts("callsheet.toml") is not None
        findings_of(snapshot)
