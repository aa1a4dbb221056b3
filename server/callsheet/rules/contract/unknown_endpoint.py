"""The rule `unknown-endpoint`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import Definition, NameKind, NameUse, normal_name
from callsheet.artifacts.quoting import quoted, shorten
from callsheet.rules.alike import MANY, nearest_names
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Related, Severity, change, found, rule
from callsheet.syntax.operations import Remove, SetValue
from callsheet.workspace.facts import PlanningFacts
from callsheet.workspace.planning import Planning

_AT_MOST = 3
"""How many endpoints are proposed."""

_ALIKE = 0.6
"""How much an endpoint must be spelt like an unknown one to be proposed, 1 being the same."""


def _change_endpoint(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    written, is_clear, near = finding.data
    for name in near:
        changes = change(finding.path, SetValue(finding.pointer, name))
        yield Fix(f"Change to {shorten(name)}", changes, is_preferred=is_clear and len(near) == 1)
    yield Fix(f"Remove {shorten(written)} from endpoints_used", change(finding.path, Remove(finding.pointer)))


@rule(
    "unknown-endpoint",
    "contract",
    Severity.WARNING,
    summary="A consumer uses an endpoint that the contract's OpenAPI document does not have.",
    reason="The consumer is built and tested against something that nobody provides.",
    exceptions="What the parameters of a path are called does not matter, nor a query behind it. "
    "A method before the path is optional. "
    "Without an OpenAPI document that can be read and has paths nothing is reported.",
    bad="""
--- /.tmp/contracts/cards/cards-api/contract.json
{
  "contract_id": "cards-api",
  "openapi_spec_path": "contract.openapi.yaml",
  "consumers": [
    {"name": "shop", "endpoints_used": ["GET /cards/{number}", «"/card"»]}
  ]
}
--- /.tmp/contracts/cards/cards-api/contract.openapi.yaml
openapi: 3.0.3
paths:
  /cards:
    post: {}
  /cards/{id}:
    get: {}
""",
    good="""
--- /.tmp/contracts/cards/cards-api/contract.json
{
  "contract_id": "cards-api",
  "openapi_spec_path": "contract.openapi.yaml",
  "consumers": [
    {"name": "shop", "endpoints_used": ["GET /cards/{number}", "/cards"]}
  ]
}
--- /.tmp/contracts/cards/cards-api/contract.openapi.yaml
openapi: 3.0.3
paths:
  /cards:
    post: {}
  /cards/{id}:
    get: {}
""",
    remedy="Changes it to an endpoint that exists and is spelt like it, or removes it.",
    fixes=_change_endpoint,
    kinds=(ArtifactKind.CONTRACT,),
    scope="names",
    only_with="spec_path",
)
def unknown_endpoint(facts: PlanningFacts, context: Context) -> Iterator[Finding]:
    """Look every endpoint up in the contract's own document."""
    planning = context.snapshot.planning
    document = planning.files.get(facts.spec_path or "")
    if document is None or document.syntax.is_broken:
        return
    paths = [definition for definition in document.definitions if definition.kind is NameKind.ENDPOINT]
    uses = [use for use in facts.uses if use.kind is NameKind.ENDPOINT] if paths else []
    unknown = [use for use in uses if not _is_known(use, facts, planning)]
    by_form = {_normal(each.name): each for each in reversed(paths)}
    forms = {form: by_form[form].name for form in reversed(by_form)}
    listed = {use.name for use in uses}
    for number, use in enumerate(unknown):
        method, path = _parts(use.name)
        same = by_form.get(_normal(path))
        if same is not None and not _lacks_slash(use.name):
            if not same.aliases:
                continue  # its operations stand elsewhere
            near = tuple(f"{each} {path}" for each in _methods(same) if f"{each} {path}" not in listed)
            message = f"{shorten(path)} has no {method}, only {same.title}"
        else:
            nearest = _likely_paths(path, forms, same) if number < MANY else ()
            near = tuple(name for each in nearest if (name := f"{method} {each}".strip()) not in listed)
            hint = f"; did you mean {shorten(near[0])}?" if near else ""
            message = f"{quoted(use.name)} is no path of {shorten(posixpath.basename(document.path))}{hint}"
        place = same.pointer if same else ("paths",)
        related = (Related(document.path, place, "its operations" if same else "the paths that there are"),)
        yield found(
            "unknown-endpoint", facts, use.pointer, message, related=related, data=(use.name, same is None, near)
        )


def _is_known(use: NameUse, facts: PlanningFacts, planning: Planning) -> bool:
    without_query = use._replace(name=use.name.partition("?")[0])
    return any(planning.resolve(each, facts.path, facts.artifact) is not None for each in (use, without_query))


def _likely_paths(path: str, forms: Mapping[str, str], same: Definition | None) -> tuple[str, ...]:
    """The paths that were most likely meant: the same one, else those with parameters that it fits, else the like.

    `forms` are the paths that there are, by their form without the names of parameters, which make none more alike.
    """
    if same is not None:
        return (same.name,)
    fitting = tuple(name for name in forms.values() if _fits(path, name))[:_AT_MOST]
    return fitting or tuple(forms[form] for form in nearest_names(_normal(path), tuple(forms), _AT_MOST, _ALIKE))


def _fits(path: str, template: str) -> bool:
    """Whether a path has the segments of another one, with any values for its parameters (`/cards/7`, `/cards/{id}`)."""
    pairs = list(zip_longest(path.split("/"), template.split("/")))
    return all(written == wanted or (bool(written) and _is_parameter(wanted)) for written, wanted in pairs)


def _is_parameter(segment: str | None) -> bool:
    return segment is not None and segment.startswith("{") and segment.endswith("}")


def _parts(written: str) -> tuple[str, str]:
    """The method, in capitals or empty, and the path of an endpoint, with the slash that it may lack."""
    before, _, behind = written.strip().partition(" ")
    method, path = (before, behind.strip()) if behind and "/" not in before else ("", written.strip())
    return method.upper(), f"/{path.partition('?')[0].removeprefix('/')}"


def _lacks_slash(written: str) -> bool:
    return not any(word.startswith("/") for word in written.split())


def _normal(path: str) -> str:
    return normal_name(NameKind.ENDPOINT, path)


def _methods(definition: Definition) -> list[str]:
    """The methods of a path, in capitals."""
    return [name.partition(" ")[0] for name, _ in definition.aliases]
