"""What can stand next on a command line: what a shell offers when somebody presses the tab key.

The parameters' metavars say what a value can be: wherever a command has an argument FEATURE, features are offered.
"""

from __future__ import annotations

import contextlib
import enum
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from callsheet.cli.output import visible

if TYPE_CHECKING:
    from callsheet.cli.workspaces import Target


class Suggestion(NamedTuple):
    """A word that can stand next."""

    word: str
    meaning: str = ""
    """What it is, in a line."""


FILES, FOLDERS = Suggestion(":files"), Suggestion(":folders")
"""Stand for paths, which the shell completes itself."""


@dataclass(slots=True)
class _Line:
    """What the words before the one to complete say."""

    application: Any
    """The group of all commands, as the libraries have it."""
    command: Any
    """The command or group that the words lead to."""
    arguments: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    """The values of options, by the names of the parameters."""
    expects: Any = None
    """The option whose value comes next."""
    has_options: bool = True
    """Whether options can follow; not after `--`."""


def suggest(words: list[str], application: Any) -> list[Suggestion]:
    """What can stand in place of the last of some words, which are all behind the name of the program.

    What a workspace says is left out where that cannot be read: it is said when the command runs, not while it is typed.
    """
    line = _read(words[:-1], application)
    last = words[-1] if words else ""
    if line.expects is not None:
        return _values(line.expects, line, last)
    if line.has_options and last.startswith("-"):
        name, equals, value = last.partition("=")
        option = _option(line.command, name) if equals else None
        if option is not None:
            return [each._replace(word=f"{name}={each.word}") for each in _values(option, line, value)]
        return _fitting(_options(line.command), last)
    if _is_group(line.command):
        return _fitting(_commands(line.command), last)
    argument = _next_argument(line)
    return _values(argument, line, last) if argument else []


def _fitting(suggestions: Iterable[Suggestion], begun: str) -> list[Suggestion]:
    return [each for each in suggestions if each.word.startswith(begun)]


# The words before


def _read(words: Iterable[str], application: Any) -> _Line:
    line = _Line(application, application)
    for word in words:
        if line.expects is not None:
            line.options[line.expects.name] = word
            line.expects = None
        elif line.has_options and word == "--":
            line.has_options = False
        elif line.has_options and word.startswith("-") and word != "-":
            _read_option(line, word)
        elif _is_group(line.command) and word in line.command.commands:
            line.command = line.command.commands[word]
        else:
            line.arguments.append(word)
    return line


def _read_option(line: _Line, word: str) -> None:
    """Take an option as a word has it: `--root`, whose value is the next word, `--root=shop`, `-C`, `-Cshop`."""
    name, _, value = word.partition("=") if word.startswith("--") else (word[:2], "", word[2:])
    option = _option(line.command, name)
    if option is None or option.is_flag:
        return
    if name == word:
        line.expects = option
    else:
        line.options[option.name] = value


def _is_group(command: Any) -> bool:
    return hasattr(command, "commands")


def _parameters(command: Any, kind: str) -> list[Any]:
    return [parameter for parameter in command.params if parameter.param_type_name == kind]


def _option(command: Any, name: str) -> Any:
    return next((option for option in _parameters(command, "option") if name in option.opts), None)


def _next_argument(line: _Line) -> Any:
    """The argument that comes next; None where there can be no more."""
    arguments = _parameters(line.command, "argument")
    place = len(line.arguments)
    if place >= len(arguments):
        return next((argument for argument in arguments if argument.nargs == -1), None)
    return arguments[place]


# The words that can follow


def _options(command: Any) -> Iterator[Suggestion]:
    for option in _parameters(command, "option"):
        if not option.hidden:
            yield Suggestion(max(option.opts, key=len), option.help or "")
    yield Suggestion("--help", "Show this message and exit.")


def _commands(group: Any) -> Iterator[Suggestion]:
    for name in group.commands:
        yield Suggestion(name, group.commands.summary(name))


def _values(parameter: Any, line: _Line, begun: str) -> list[Suggestion]:
    """What a parameter can be, as far as it begins so."""
    if isinstance(parameter.default, enum.Enum):
        return _fitting((Suggestion(choice.value) for choice in type(parameter.default)), begun)
    source = FOLDERS if parameter.name == "root" else _SOURCES.get(parameter.metavar)
    if isinstance(source, Suggestion):
        return [source]
    with contextlib.suppress(Exception):
        return _fitting(source(line, begun), begun) if source else []
    return []


def _workspace(line: _Line) -> Target:
    from callsheet.cli.workspaces import the_workspace

    return the_workspace(line.options.get("root", "."))


def _features(line: _Line, _: str) -> Iterator[Suggestion]:
    """The features that are not archived, by their folders: to read thousands of them would take too long."""
    from callsheet.artifacts.kinds import FEATURE_KINDS
    from callsheet.cli.reading import unarchived

    target = unarchived(_workspace(line))
    layout = target.configuration.layout
    for folder in target.wanted:
        with contextlib.suppress(OSError), os.scandir(target.root / folder) as entries:
            found = (layout.classify(f"{folder}/{entry.name}") for entry in entries)
            if any(artifact and artifact.kind in FEATURE_KINDS for artifact in found):
                yield Suggestion(folder.rpartition("/")[2])


def _subtasks(line: _Line, _: str) -> Iterator[Suggestion]:
    """The subtasks of the feature that stands before."""
    from callsheet.cli.features import read_feature
    from callsheet.cli.progress import Progress
    from callsheet.workspace.skimming import skim

    feature = read_feature(_workspace(line), line.arguments[0], Progress(), to_facts=skim)[1]
    for key, facts in feature.subtasks.items():
        yield Suggestion(key, visible(facts.title or ""))


def _rules(*_: object) -> Iterator[Suggestion]:
    from callsheet.artifacts.shipped import documented_rules, rule_page

    for name in documented_rules():
        summary = rule_page(name).read_text(encoding="utf-8").split("\n")[2]
        yield Suggestion(name, summary.partition(". ")[0].rstrip(".") + ".")


def _rules_in_list(_: _Line, begun: str) -> Iterator[Suggestion]:
    """Rules with commas between them: those that stand there already, and one more."""
    before, comma, _last = begun.rpartition(",")
    for found in _rules():
        yield found._replace(word=f"{before}{comma}{found.word}")


def _kinds(*_: object) -> Iterator[Suggestion]:
    from callsheet.artifacts.kinds import SCHEMA_KINDS

    return (Suggestion(kind.value) for kind in SCHEMA_KINDS)


def _helped(line: _Line, _: str) -> Iterator[Suggestion]:
    """The commands below those that stand there already."""
    command = _read(line.arguments, line.application).command
    return _commands(command) if _is_group(command) else iter(())


def _shells(*_: object) -> Iterator[Suggestion]:
    from callsheet.cli.commands.completion import SCRIPTS

    return map(Suggestion, SCRIPTS)


_SOURCES: Mapping[str, Suggestion | Callable[[_Line, str], Iterable[Suggestion]]] = {
    "COMMAND": _helped,
    "FEATURE": _features,
    "KIND": _kinds,
    "PATH": FILES,
    "RULE": _rules,
    "RULES": _rules_in_list,
    "SEQ": _subtasks,
    "SHELL": _shells,
}
"""What the values of parameters can be, by their metavars."""
