"""From a keystroke to its diagnostics: several servers that have the same document open take turns."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.client import Answer, Client, Message, OpenDocument, Program, ServerFailed
from bench.features import Feature
from bench.figures import Result, Row, Sample, Skipped
from bench.peers import Missing
from bench.stage import Stage
from bench.workspace import Workspace

GAP = 0.08
"""The time between two keystrokes in seconds: what a server puts off until the typing pauses is over by then."""

WARM_UP = 8
"""How many rounds of fast typing go before, so that what the servers compile as they run is compiled."""

TARGET = 0.6


@dataclass(frozen=True)
class Keystroke:
    """A character that is typed or deleted."""

    change: Message
    """The content change, as the protocol has it."""
    is_flaw: bool
    """Whether the document is wrong afterwards."""


SENTENCE = re.compile(r'^ *(?:"|- |description: )(?=\w+ )', re.MULTILINE)
"""What goes before a sentence: an item of a list that has blanks in it, or a description in YAML."""

_CHOICE = re.compile(r'^ *(?:"status": "|"priority": "|status: |in: )(?=\w)', re.MULTILINE)
"""What goes before a value that is one of a few by the schema."""

_TITLE = re.compile(r'^ *(?:"title": "|title: )', re.MULTILINE)


def keystrokes(text: str, *, is_validated_later: bool = False) -> list[Keystroke]:
    """A round of typing: a letter in a sentence, one that makes the schema wrong, a quote; each is deleted again.

    After the first two of these six the document is right, then wrong by its schema, right, broken, and right. For a
    server that looks at the schema once the typing pauses, the document is not wrong before.
    """
    places = (
        (middle_of(text, SENTENCE), "x", False),
        (_first(text, _CHOICE), "x", not is_validated_later),
        (_first(text, _TITLE), '"', True),
    )
    return [
        keystroke for place, typed, is_flaw in places for keystroke in typed_and_deleted(text, place, typed, is_flaw)
    ]


def typed_and_deleted(text: str, place: int, typed: str, is_flaw: bool) -> tuple[Keystroke, Keystroke]:
    """A character that is typed at an offset of a right text, and deleted again."""
    return Keystroke(_change(text, place, "", typed), is_flaw), Keystroke(_change(text, place, typed, ""), False)


def middle_of(text: str, pattern: re.Pattern[str]) -> int:
    """The offset behind what a pattern matches in the middle of all its matches."""
    found = [match.end() for match in pattern.finditer(text)]
    return found[len(found) // 2]


def _first(text: str, pattern: re.Pattern[str]) -> int:
    match = pattern.search(text)
    assert match is not None
    return match.end()


def _change(text: str, place: int, deleted: str, typed: str) -> Message:
    line_start = text.rfind("\n", 0, place) + 1
    line, column = text.count("\n", 0, place), len(text[line_start:place].encode("utf-16-le")) // 2
    start, end = {"line": line, "character": column}, {"line": line, "character": column + len(deleted)}
    return {"range": {"start": start, "end": end}, "text": typed}


class Typist:
    """A server with a document open, and what its answers have taken."""

    def __init__(self, client: Client, path: Path, *, is_validated_later: bool = False) -> None:
        """Open a document; what `is_validated_later` means is said by `keystrokes`."""
        text = path.read_bytes().decode()
        language = "yaml" if path.suffix == ".yaml" else "json"
        self.client = client
        self.keystrokes = keystrokes(text, is_validated_later=is_validated_later)
        self.answers: list[Answer] = []
        self.document: OpenDocument
        self.document, _ = client.open(path, language, text)

    def type(self, index: int) -> Answer:
        """Send a keystroke and note how long the answer takes.

        Raises:
            ServerFailed: if the server finds nothing wrong where something is, or the other way round.
        """
        keystroke = self.keystrokes[index % len(self.keystrokes)]
        answer = self.client.change(self.document, keystroke.change)
        if bool(answer.diagnostics) != keystroke.is_flaw:
            found = answer.diagnostics[0]["message"] if answer.diagnostics else "nothing"
            raise ServerFailed(f"{self.client.program.name} found {found} after keystroke {index % 6 + 1} of 6")
        self.answers.append(answer)
        return answer

    def sample(self) -> Sample:
        """What the answers took."""
        return Sample(tuple(answer.seconds for answer in self.answers))


def type_in_turns(
    contestants: list[tuple[Program, Path]], root: Path, rounds: int, warm_up: int = WARM_UP
) -> list[Sample]:
    """Let servers answer the same keystrokes, taking turns; each has a document open."""
    with ExitStack() as stack:
        typists = [Typist(stack.enter_context(Client(program, root)), path) for program, path in contestants]
        for typist in typists:
            typist.client.settle()
        for _ in range(warm_up):
            _type_round(typists, GAP / 4)
        for typist in typists:
            typist.answers.clear()
        for _ in range(rounds):
            _type_round(typists, GAP)
    return [typist.sample() for typist in typists]


def _type_round(typists: list[Typist], gap: float) -> None:
    for index in range(6):
        first = index % len(typists)  # nobody is always the one after the slowest
        for typist in typists[first:] + typists[:first]:
            time.sleep(gap)
            typist.type(index)


def measure_json(stage: Stage) -> Iterator[Result]:
    """Type in a subtask of 2 KB in a workspace of thousands."""
    workspace = stage.mixed()
    yield from _against_json_server(stage, "keystroke", "2 KB JSON", workspace, _middle(workspace, workspace.fresh()))


def measure_large(stage: Stage) -> Iterator[Result]:
    """Type in the story map of a big feature."""
    workspace = stage.mixed()
    path = workspace.root / workspace.fresh(large=True).map_path
    yield from _against_json_server(stage, "keystroke-large", "70 KB JSON", workspace, path)


def measure_yaml(stage: Stage) -> Iterator[Result]:
    """Type in a subtask in YAML, beside the JSON server with a subtask in JSON and the YAML server with the same."""
    workspace = stage.mixed()
    yaml_path = _middle(workspace, workspace.fresh("yaml"))
    json_path = _middle(workspace, workspace.fresh())
    yield from _against_json_server(stage, "keystroke-yaml", "2 KB YAML", workspace, yaml_path, theirs=json_path)
    try:
        server = stage.peers.yaml_server()
    except Missing as reason:
        yield Skipped("keystroke-yaml", str(reason))
        return
    contestants = [(server, yaml_path), (stage.callsheet(pulls=False), yaml_path)]
    rounds = max(stage.settings.rounds // 2, 1)
    their_sample, ours = type_in_turns(contestants, workspace.root, rounds)
    yield Row(
        "keystroke-yaml", name_of("2 KB YAML", workspace, "pushed"), "ms", ours, server.name, their_sample, TARGET
    )


def _against_json_server(
    stage: Stage, measurement: str, what: str, workspace: Workspace, path: Path, theirs: Path | None = None
) -> Iterator[Row | Skipped]:
    contestants = [(stage.callsheet(pulls=pulls), path) for pulls in (True, False)]
    peer = "–"
    try:
        server = stage.peers.json_server()
    except Missing as reason:
        yield Skipped(measurement, str(reason))
    else:
        contestants.append((server, theirs or path))
        peer = server.name + (" with the like in JSON" if theirs else "")
    samples = type_in_turns(contestants, workspace.root, stage.settings.rounds)
    beside = samples[2] if len(samples) > 2 else None
    for how, sample in zip(("pulled", "pushed"), samples[:2], strict=True):
        target = None if theirs else TARGET  # the like in another syntax is for orientation only
        yield Row(measurement, name_of(what, workspace, how), "ms", sample, peer, beside, target)


def name_of(what: str, workspace: Workspace, how: str) -> str:
    """What a row says of keystrokes in a document."""
    return f"keystroke → diagnostics, {what}, {workspace.subtask_count:,} subtasks indexed, {how}"


def _middle(workspace: Workspace, feature: Feature) -> Path:
    return workspace.root / feature.subtask_path(feature.middle)
