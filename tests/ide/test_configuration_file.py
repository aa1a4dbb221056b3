"""`callsheet.toml` in an editor: completion in every state of typing, hover, definition and links."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.ide.definition import definition
from callsheet.ide.hover import hover
from callsheet.ide.links import document_links
from callsheet.rules import RULES
from tests.ide.completion_checks import answer, check_applied, check_complete, check_snippet, completions
from tests.workspaces import CURSOR, Fixture, read_fixture

FILES = """
--- /docs/standards/style.md
# Style
--- /schemas/our.schema.json
{}
"""
TABLES = ["patterns", "rules", "schemas", "context", "formatting"]
SEVERITIES = ["error", "warning", "information", "hint", "off"]


def settings(text: str) -> str:
    """A workspace with these settings and a few files."""
    return f"--- /callsheet.toml\n{text}{FILES}"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (CURSOR, ["ignore", *TABLES]),
        ("# ours\n<|>\n[rules]", ["ignore", "patterns", "schemas", "context", "formatting"]),
        ("fo<|>", ["formatting"]),
        ("[<|>", TABLES),
        ("[ru<|>", ["rules"]),
        ("[<|>]\n", TABLES),
        ('["ru<|>"]', ["rules"]),
        ("[formatting]\n<|>", ["indent", "[patterns]", "[rules]", "[schemas]", "[context]"]),
        ("[formatting]\nindent = 2\n[<|>", ["patterns", "rules", "schemas", "context"]),
        ("[rules]\r\ntoo<|>\r\n", ["too-long"]),
        ("[rules]\ntoo<|> = 'off'", ["too-long"]),
        ("[rules]\ntoo-long = <|>", SEVERITIES),
        ("[rules]\ntoo-long =<|>", SEVERITIES),
        ("[rules]\ntoo-long = <|> # why", SEVERITIES),
        ('[rules]\ntoo-long = "<|>', SEVERITIES),
        ('[rules]\ntoo-long = "<|>"', SEVERITIES),
        ("[rules]\ntoo-long = 'wa<|>'", ["warning"]),
        ("[rules]\ntoo-long = of<|>", ["off"]),
        ("rules.too-l<|>", ["too-long"]),
        ("rules = { too-l<|> }", ["too-long"]),
        ("rules = { too-long = <|> }", SEVERITIES),
        ('[schemas]\ntask = "sch<|>"', ["schemas/", "schemas/our.schema.json"]),
        ('[schemas]\ntask = "schemas/<|>', ["our.schema.json"]),
        ("[schemas]\ntask = <|>", ["schemas/", "docs/"]),
        ("[rules]\ntoo-long <|>", SEVERITIES),
        ("[context]\nroots = [<|>]", ["docs/", "schemas/"]),
        ("[context]\nroots = [\n  'schemas/',\n  <|>\n]", ["docs/"]),
        ("[context]\nroots = [\n  <|>\n\n[rules]", ["docs/", "schemas/"]),
        ('[context]\nroots = ["docs/<|>"]', ["standards/"]),
        ("[patterns]\ntask = [<|>]", ["tasks/{feature}/task"]),
        ("[patterns]\ntask = <|>", ['["tasks/{feature}/task"]']),
        ("ignore = <|>", ['["legacy/**"]']),
        ("[context]\nroots = <|>", ["[ ]"]),
        ('[rules]\n"too<|>', ["too-long"]),
        ("[rules]\n'too<|>'", ["too-long"]),
        ("[rules]\n'too-long'<|>", []),
        ("ignore = [<|>]", ["legacy/**"]),
        ("[formatting]\nindent = <|>", ["2"]),
    ],
)
def test_what_is_offered(text: str, labels: list[str]) -> None:
    check_complete(settings(text), *labels)


@pytest.mark.parametrize(
    "text",
    [
        "# <|>",
        "ignore = [] # <|>",
        "ignore = [] <|>",
        "[rules] <|>",
        "[[ru<|>",
        'x = """\n<|>',
        "[rules]\ntoo-long = 'off'<|>",
    ],
)
def test_nothing_is_offered(text: str) -> None:
    check_complete(settings(text))


@pytest.mark.parametrize(
    ("text", "label", "result"),
    [
        ("ru<|>", "rules", "[rules]"),
        ("[ru<|>", "rules", "[rules]"),
        ("[ru<|>] # ours", "rules", "[rules] # ours"),
        ("[rules]\nfo<|>", "[formatting]", "[rules]\n[formatting]"),
        ("[rules]\ntoo<|>", "too-long", '[rules]\ntoo-long = ""'),
        ("[rules]\nto<|>o = 'off'", "too-long", "[rules]\ntoo-long = 'off'"),
        ("[rules]\ntoo-long =<|>", "off", '[rules]\ntoo-long = "off"'),
        ("[rules]\ntoo-long = o<|>n # why", "off", '[rules]\ntoo-long = "off" # why'),
        ("[rules]\ntoo-long <|>", "off", '[rules]\ntoo-long = "off"'),
        ("[rules]\ntoo-long o<|> # why", "off", '[rules]\ntoo-long = "off" # why'),
        ("[rules]\ntoo-long 'o<|>'", "off", "[rules]\ntoo-long = 'off'"),
        ("rules = {too-long <|>}", "off", 'rules = {too-long = "off"}'),
        ("[rules]\ntoo-long = '<|>'", "off", "[rules]\ntoo-long = 'off'"),
        ('[rules]\ntoo-long = "<|>\nx = 1', "off", '[rules]\ntoo-long = "off"\nx = 1'),
        ('rules = { too-long = "off" <|>}', "time-order", 'rules = { too-long = "off", time-order = ""}'),
        ("formatting.<|>", "indent", "formatting.indent = 2"),
        ("ig<|>", "ignore", 'ignore = ["legacy/**"]'),
        ("[patterns]\nadr<|>", "adr", '[patterns]\nadr = ["docs/decisions/{seq}-*"]'),
        ("ignore = <|>", '["legacy/**"]', 'ignore = ["legacy/**"]'),
        ('[rules]\n"too<|>', "too-long", '[rules]\ntoo-long = ""'),
        ('context.roots = ["a" <|>]', "docs/", 'context.roots = ["a", "docs/"]'),
        ('context.roots = ["do<|> "a"]', "docs/", 'context.roots = ["docs/", "a"]'),
        ('context.roots = ["do<|>]', "docs/", 'context.roots = ["docs/"]'),
    ],
)
def test_what_is_put_in(text: str, label: str, result: str) -> None:
    check_applied(settings(text), label, result + "\n")


def test_snippets_stop_where_something_is_to_be_written() -> None:
    check_snippet(settings("[rules]\ntoo<|>"), "too-long", '[rules]\ntoo-long = "$1"\n')
    check_snippet(settings("[context]\nro<|>"), "roots", '[context]\nroots = ["$1"]\n')
    check_snippet(settings("[formatting]\nin<|>"), "indent", "[formatting]\nindent = ${1:2}\n")


def test_rules_come_with_what_they_say() -> None:
    items, _ = completions(settings("[rules]\n<|>"))
    found = {item.label: item.describe() for item in items if item.label in RULES}
    assert found.keys() == RULES.keys()
    assert all(f"{rule.summary} {rule.reason}" in found[rule.name] for rule in RULES.values())


def test_the_default_severity_is_told() -> None:
    items, _ = completions(settings("[rules]\ntoo-long = <|>"))
    assert {item.label for item in items if item.description == "default"} == {"hint"}


TEXT = """
# ours
ignore = ["legacy/**"]
[rules] # of ours
too-long = "off"
x-team = 'y'
[schemas]
task = "schemas/our.schema.json"
[context]
roots = ["docs", "gone"]
"""


@given(st.integers(0, len(TEXT)), st.integers(0, 12))
def test_every_state_has_answers(start: int, length: int) -> None:
    text = TEXT[:start] + TEXT[start + length :]
    with tempfile.TemporaryDirectory() as root:
        snapshot = Fixture({"callsheet.toml": text}).snapshot(Path(root))
        for offset in {start, len(text), *range(0, len(text), 7)}:
            answer(snapshot, "callsheet.toml", min(offset, len(text)))
            hover(snapshot, "callsheet.toml", offset)
            definition(snapshot, "callsheet.toml", offset)
        document_links(snapshot, "callsheet.toml")


def check_hover(place: str, *pieces: str) -> None:
    """The hover at a place of the settings, marked by the cursor, holds these pieces."""
    fixture = read_fixture(settings(TEXT.replace(place.replace(CURSOR, ""), place, 1)))
    assert fixture.cursor is not None
    with tempfile.TemporaryDirectory() as root:
        found = hover(fixture.snapshot(Path(root)), *fixture.cursor)
    assert found is not None
    assert all(piece in found.markdown for piece in pieces), found.markdown


def test_hover() -> None:
    check_hover("ig<|>nore", "**`ignore`**", "not checked")
    check_hover("ru<|>les", "**`rules`**", "switches a rule off")
    check_hover("too-<|>long", RULES["too-long"].summary, RULES["too-long"].reason, "docs/rules/too-long.md")
    check_hover('"o<|>ff"', "**`off`**", "docs/rules/too-long.md")
    check_hover('"schemas/<|>our', "`schemas/our.schema.json`")
    check_hover('"do<|>cs"', "`docs`", "standards")


def test_a_schema_leads_to_its_file() -> None:
    fixture = read_fixture(settings('[schemas]\ntask = "sche<|>mas/our.schema.json"'))
    assert fixture.cursor is not None
    with tempfile.TemporaryDirectory() as root:
        targets = definition(fixture.snapshot(Path(root)), *fixture.cursor)
    assert [target.path for target in targets] == ["schemas/our.schema.json"]


def test_links_lead_to_files_and_to_the_pages_of_rules() -> None:
    fixture = read_fixture(settings(TEXT))
    with tempfile.TemporaryDirectory() as root:
        links = document_links(fixture.snapshot(Path(root)), "callsheet.toml")
    text = fixture.files["callsheet.toml"]
    assert [text[link.start : link.end] for link in links] == ["too-long", "schemas/our.schema.json"]
    assert (links[0].url or "").endswith("docs/rules/too-long.md")
    assert links[1].path == "schemas/our.schema.json"
