"""Typing in an OpenAPI document, which is validated in the background once the typing pauses."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.client import Answer, Client, Program, ServerFailed
from bench.contracts import OPENAPI_PATH
from bench.figures import Result, Row, Sample, Skipped
from bench.keystrokes import GAP, TARGET, WARM_UP, Keystroke, Typist, middle_of, name_of, typed_and_deleted
from bench.peers import Missing
from bench.stage import Stage
from callsheet.lsp.validating import PAUSE

_NAME = "keystroke-openapi"

_MARGIN = 0.005
"""How long after the pause a keystroke comes to meet the validation, in seconds; that takes a few hundredths."""

_EXAMPLE = re.compile(r"^ *example: (?=\d)", re.MULTILINE)
"""What goes before an example that is a number."""


def measure(stage: Stage) -> Iterator[Result]:
    """Type in a document of 3,000 lines, beside the YAML server; then see to its validation."""
    workspace = stage.mixed()
    path = workspace.root / OPENAPI_PATH
    what = f"{round(len(path.read_bytes().splitlines()), -2):,} lines of OpenAPI"
    ours = [stage.callsheet(pulls=pulls) for pulls in (True, False)]
    contestants, peer = list(ours), "–"
    try:
        contestants.append(stage.peers.yaml_server())
    except Missing as reason:
        yield Skipped(_NAME, str(reason))
    else:
        peer = contestants[-1].name
    samples = _type_by_rounds(contestants, ours, path, workspace.root, max(stage.settings.rounds // 2, 1))
    beside = samples[2] if len(samples) > 2 else None
    for how, sample in zip(("pulled", "pushed"), samples[:2], strict=True):
        yield Row(_NAME, name_of(what, workspace, how), "ms", sample, peer, beside, TARGET)
    with Client(ours[1], workspace.root) as client:
        typist = Typist(client, path, is_validated_later=True)
        found = find_in_background(typist, path, stage.settings.sessions)
        yield Row(
            _NAME, f"keystroke → finding of the validation, {what}, the pause of {PAUSE:g} s included", "s", found, "–"
        )
        at_rest, busy = type_into_validation(typist, stage.settings.rounds)
    yield Row(
        _NAME, f"keystroke → diagnostics while {what} are being validated", "ms", busy, "Callsheet at rest", at_rest
    )


def _type_by_rounds(
    contestants: list[Program], late: list[Program], path: Path, root: Path, rounds: int
) -> list[Sample]:
    """Let servers take turns by whole rounds: what one validates after its round is over before the next one types.

    Those that are `late` validate once the typing pauses.
    """
    with ExitStack() as stack:
        typists = [
            Typist(stack.enter_context(Client(program, root)), path, is_validated_later=program in late)
            for program in contestants
        ]
        for typist in typists:
            for _ in range(WARM_UP):
                _type_round(typist, GAP / 4)
        for typist in typists:
            typist.client.settle()
            typist.answers.clear()
        for number in range(rounds):
            first = number % len(typists)
            for typist in typists[first:] + typists[:first]:
                _type_round(typist, GAP)
                typist.client.settle()
    return [typist.sample() for typist in typists]


def _type_round(typist: Typist, gap: float) -> None:
    for index in range(6):
        time.sleep(gap)
        typist.type(index)


def find_in_background(typist: Typist, path: Path, rounds: int) -> Sample:
    """From the letter that makes an example wrong until that is pushed; from its deletion until that is taken back."""
    text = path.read_bytes().decode()
    pair = typed_and_deleted(text, middle_of(text, _EXAMPLE), "x", is_flaw=True)
    answers = [_wait_for_validation(typist, keystroke) for _ in range(rounds) for keystroke in pair]
    return Sample(tuple(answer.seconds for answer in answers))


def _wait_for_validation(typist: Typist, keystroke: Keystroke) -> Answer:
    """What is pushed once the document has been validated.

    Raises:
        ServerFailed: if it is not what follows from the keystroke, or known before.
    """
    typist.client.settle()
    at_once = typist.client.change(typist.document, keystroke.change)
    validated = typist.client.next_push(typist.document, at_once)
    if bool(at_once.diagnostics) == keystroke.is_flaw or bool(validated.diagnostics) != keystroke.is_flaw:
        raise ServerFailed(f"{typist.client.program.name} found something else in an example than is wrong with it")
    return validated


def type_into_validation(typist: Typist, rounds: int) -> tuple[Sample, Sample]:
    """Type a letter in a sentence at rest, and delete it as soon as the document with it is being validated."""
    at_rest: list[float] = []
    busy: list[float] = []
    for _ in range(rounds):
        typist.client.settle()
        typed = typist.type(0)
        at_rest.append(typed.seconds)
        time.sleep(max(typed.received + PAUSE + _MARGIN - time.perf_counter(), 0))
        busy.append(typist.type(1).seconds)
    return Sample(tuple(at_rest)), Sample(tuple(busy))
