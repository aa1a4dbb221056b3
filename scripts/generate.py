"""Write what is generated from the code: the published schemas, the rule reference, the pictures in the documentation, and the
settings of the VS Code extension.

`--check` writes nothing and says, by its exit status 1, whether something is stale.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from callsheet.artifacts.kinds import FEATURE_KINDS, MARKDOWN_KINDS, SCHEMA_KINDS, ArtifactKind
from callsheet.artifacts.models.configuration import RuleSeverity
from callsheet.artifacts.publishing import generate_schema, render_schema
from callsheet.artifacts.quoting import shorten
from callsheet.artifacts.schema import Schema, schema_file_name
from callsheet.rules import RULES, Rule
from callsheet.rules.registry import FAMILIES
from scripts.pictures import pictures
from scripts.settings import MANIFEST, manifest

REPOSITORY = Path(__file__).parents[1]
_FILE = re.compile(r"^--- (\S+)\n", re.MULTILINE)
_MARK = re.compile("«(.*?)»", re.DOTALL)
_FAMILIES = {
    "syntax": "The text is JSON, YAML or, in `callsheet.toml`, TOML.",
    "schema": "A document has the fields and values of its kind.",
    "identity": "A file's names for itself agree with where it lies.",
    "graph": "What depends on what, and who writes what.",
    "state": "Statuses, counts and times agree with one another and with what exists.",
    "references": "The files and lines that a document names are there.",
    "names": "What documents call one another's entries is defined, once, and agrees.",
    "backlog": "Scores are what their formulas give, ranks are in order, and nothing of the MVP waits for what comes later.",
    "contract": "Contracts, their OpenAPI documents and what tasks say of them agree; OpenAPI documents are valid.",
    "stages": "The stages of a feature follow one another.",
}
_KINDS = {
    ArtifactKind.TASK: "tasks",
    ArtifactKind.SUBTASK: "subtasks",
    ArtifactKind.CONTEXTS: "contexts",
    ArtifactKind.STORY_MAP: "story maps",
    ArtifactKind.BACKLOG: "backlogs",
    ArtifactKind.CONTRACT: "contracts",
    ArtifactKind.OPENAPI: "OpenAPI documents",
    ArtifactKind.MODULE_BRIEF: "module briefs",
    ArtifactKind.ADR: "ADRs",
    ArtifactKind.VALIDATION_REPORT: "validation reports",
    ArtifactKind.RETROSPECTIVE: "retrospectives",
    ArtifactKind.CONFIGURATION: "callsheet.toml",
}


def generated_files() -> dict[Path, str]:
    """The text of every generated file, by path."""
    rules = rule_settings()
    files = {REPOSITORY / "schemas" / schema_file_name(kind): render_schema(kind, rules) for kind in SCHEMA_KINDS}
    folder = REPOSITORY / "docs" / "rules"
    files |= {folder / f"{rule.name}.md": rule_page(rule) for rule in RULES.values()}
    files[folder / "README.md"] = rule_index()
    files |= {REPOSITORY / "docs" / "images" / name: picture for name, picture in pictures().items()}
    configuration = generate_schema(ArtifactKind.CONFIGURATION, rules)
    files[REPOSITORY / MANIFEST] = manifest((REPOSITORY / MANIFEST).read_text(encoding="utf-8"), configuration)
    return files


def rule_settings() -> dict[str, Schema]:
    """What the configuration can set each rule to, as a part of its schema, by the rule's name."""
    severities = [severity.value for severity in RuleSeverity]
    return {
        rule.name: {
            "description": f"{rule.summary} {rule.reason}",
            "type": "string",
            "enum": severities,
            "default": rule.severity.label,
        }
        for rule in sorted(RULES.values(), key=lambda rule: rule.name)
    }


def rule_page(rule: Rule) -> str:
    """The page of one rule, which its diagnostics link to."""
    paragraphs = [f"# {rule.name}", f"{rule.summary} {rule.reason}"]
    paragraphs.append(f"**{rule.severity.label.capitalize()}** by default. {rule.grades}".rstrip())
    paragraphs.append(rule.exceptions)
    paragraphs += ["## What is found", _example(rule.bad), _found(rule.bad)]
    if rule.fixes:
        paragraphs += ["## The quick fix", rule.remedy, "In the example it gives:"]
    else:
        paragraphs += ["## What would be right", f"There is no quick fix. {rule.remedy}", "For example:"]
    paragraphs += [_example(_changed(rule)), "## Where it looks", _where(rule), "## To silence it", _silence(rule)]
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def _where(rule: Rule) -> str:
    *others, last = [name for kind, name in _KINDS.items() if kind in rule.kinds]
    kinds = f"{', '.join(others)} and {last}" if others else last
    archive = ", archived features included" if rule.in_archive else ", but not in archived features"
    archive = archive if rule.kinds.intersection(FEATURE_KINDS) else ""
    extent = {
        "document": "It goes by the document alone.",
        "feature": "It goes by the document and the files of its feature.",
        "names": "It goes by the document, the files of its feature and all planning artifacts of the workspace.",
        "files": "It goes by the files that the documents name, unsaved changes included.",
    }[rule.scope]
    return f"In {kinds}{archive}. {extent} Family: [{rule.family}](README.md#{rule.family})."


def _silence(rule: Rule) -> str:
    comment = f"`# callsheet: ignore {rule.name}`"
    if rule.kinds.intersection(MARKDOWN_KINDS):
        comment += f", in Markdown `<!-- callsheet: ignore {rule.name} -->`"
    return f"""Where it is meant to be so, put this into the object, or into the document's root for all of it:

```json
"$callsheet": {{ "ignore": ["{rule.name}"] }}
```

In YAML, and in `callsheet.toml`, a comment does the same, on the same line or alone on the line above: {comment}."""


def _files(example: str) -> list[tuple[str, str]]:
    """The names and texts of an example's files; a name that began with `/` is relative to the workspace."""
    pieces = _FILE.split(example.lstrip("\n"))
    return [(name.lstrip("/"), text) for name, text in zip(pieces[1::2], pieces[2::2], strict=True)]


def _example(example: str) -> str:
    """An example's files as Markdown, each under its name."""
    shown = []
    for name, text in _files(example):
        plain = _MARK.sub(r"\1", text).rstrip("\n")
        language = name.rpartition(".")[2].replace("md", "markdown")
        fence = "````" if "```" in plain else "```"
        shown.append(f"`{name}`\n\n{fence}{language}\n{plain}\n{fence}")
    return "\n\n".join(shown)


def _found(example: str) -> str:
    """The values that are reported, each with its line."""
    places = []
    for name, content in _files(example):
        for match in _MARK.finditer(content):
            line = content.count("\n", 0, match.start()) + 1
            places.append(f"line {line} of `{name}`: `{shorten(match[1])}`")
    return f"It is reported in {'; '.join(places)}."


def _changed(rule: Rule) -> str:
    """The files of the good example that are not the same in the bad one."""
    bad = _MARK.sub(r"\1", rule.bad)
    known = _files(bad)
    return "".join(f"--- {name}\n{text}" for name, text in _files(rule.good) if (name, text) not in known)


def rule_index() -> str:
    """The list of all rules by family."""
    lines = [
        "# Rules",
        "",
        f"Callsheet knows {len(RULES)} rules. Every diagnostic names its rule and links to its page. An error is wrong",
        "beyond doubt, a warning most likely, an information is worth knowing, a hint a matter of tidiness.",
        "The severities here are the defaults; a page says when a finding is milder or graver.",
        "",
        "Most findings have quick fixes. Those that cannot change what is meant are safe: they make up *fix all*, the code action",
        "`source.fixAll.callsheet`. A page says what its fixes do, or why there is none.",
    ]
    for family in FAMILIES:
        lines += ["", f"## {family}", "", _FAMILIES[family], ""]
        lines += ["| rule | severity | what is wrong | quick fix |", "| --- | --- | --- | --- |"]
        lines += [
            f"| [{rule.name}]({rule.name}.md) | {rule.severity.label} | {rule.summary} | {_fixes(rule)} |"
            for rule in sorted(RULES.values(), key=lambda rule: rule.name)
            if rule.family == family
        ]
    return "\n".join(lines) + "\n"


def _fixes(rule: Rule) -> str:
    """Whether a rule has quick fixes, and whether they are safe, in a few words."""
    if rule.fixes is None:
        return ""
    return {"never": "yes", "sometimes": "yes, safe at times", "always": "yes, safe"}[rule.safety]


def stale_files() -> list[Path]:
    """The generated files that are missing or not what the code gives, and rule pages without a rule."""
    files = generated_files()
    stale = [path for path, text in files.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    return stale + [page for page in (REPOSITORY / "docs" / "rules").glob("*.md") if page not in files]


def main() -> int:
    """Write the files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if something is stale")
    check = parser.parse_args().check
    stale = stale_files()
    for path in stale:
        print(f"{'stale' if check else 'written'}: {path.relative_to(REPOSITORY)}")
        text = generated_files().get(path)
        if check:
            continue
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
