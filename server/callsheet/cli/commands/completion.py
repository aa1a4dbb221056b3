"""`callsheet completion`: what lets a shell complete commands; and its answers when the shell asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus, Failure
from callsheet.cli.output import emit, emit_exactly, visible

if TYPE_CHECKING:
    from callsheet.cli.suggestions import Suggestion

_BASH = """\
# Completion of callsheet for bash.
_callsheet() {
    local line IFS=$'\\n'
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            :files) compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$2")) ;;
            :folders) compopt -o dirnames 2>/dev/null || COMPREPLY=($(compgen -d -- "$2")) ;;
            *)
                case $2 in
                    [\\"\\']*) ;;
                    *) printf -v line %q "$line" ;;
                esac
                COMPREPLY+=("$line")
                ;;
        esac
    done < <(_CALLSHEET_COMPLETE=bash "${1/#\\~/$HOME}" "${COMP_WORDS[@]:1:COMP_CWORD-1}" "$2" 2>/dev/null)
}
complete -o nosort -F _callsheet callsheet 2>/dev/null || complete -F _callsheet callsheet
"""

_ZSH = """\
#compdef callsheet
# Completion of callsheet for zsh.
_callsheet() {
    local line
    local -a found
    for line in "${(@f)$(_CALLSHEET_COMPLETE=zsh ${~words[1]} "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
        case $line in
            :files) _files ;;
            :folders) _files -/ ;;
            ?*) found+=("$line") ;;
        esac
    done
    (( $#found )) && _describe -V callsheet found
}
if [[ $funcstack[1] == _callsheet ]]; then
    _callsheet "$@"
else
    compdef _callsheet callsheet
fi
"""

_FISH = """\
# Completion of callsheet for fish.
function __callsheet_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in (env _CALLSHEET_COMPLETE=fish $words 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path (commandline -ct)
            case :folders
                __fish_complete_directories (commandline -ct) ''
            case '*'
                echo $line
        end
    end
end
complete --command callsheet --no-files --keep-order --arguments '(__callsheet_complete)'
"""

SCRIPTS: Mapping[str, str] = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
"""What each shell reads once. It asks by running the command with `_CALLSHEET_COMPLETE` set to the shell's name; the arguments are
the words up to the cursor, without the name of the program."""


def completion(shell: Annotated[str, typer.Argument(metavar="SHELL", hidden=True)]) -> ExitStatus:
    """Print what lets a shell complete commands.

    SHELL is bash, zsh or fish. They complete commands, options, features, the numbers of subtasks, rules and paths.

    Where it belongs: for bash in ~/.local/share/bash-completion/completions/callsheet, for zsh in a file _callsheet in a
    folder of $fpath, for fish in ~/.config/fish/completions/callsheet.fish.
    """
    _check(shell)
    emit(SCRIPTS[shell])
    return ExitStatus.FINE


def _check(shell: str) -> None:
    if shell not in SCRIPTS:
        raise Failure(
            f'there is no completion for "{visible(shell)}"; there is for bash, zsh and fish', ExitStatus.FOUND
        )


def answer(shell: str, words: list[str]) -> ExitStatus:
    """Tell a shell what can stand in place of the last of some words: a suggestion a line, as the shell reads it."""
    _check(shell)
    from typer.main import get_command

    from callsheet.cli.application import app
    from callsheet.cli.suggestions import suggest

    prefix = ""
    if shell == "bash":
        words, prefix = _read_bash(words)
    found = [each for each in suggest(words, get_command(app)) if each.word.isprintable()]
    emit_exactly("".join(_LINES[shell](each._replace(word=each.word.removeprefix(prefix))) + "\n" for each in found))
    return ExitStatus.FINE


def _read_bash(words: list[str]) -> tuple[list[str], str]:
    """The words without their quotes, and how much of the last one the answers must not repeat.

    Bash makes three words of `--format=json`, and wants to hear only of the last of them.
    """
    joined: list[str] = []
    has_begun = False
    for word in words:
        if (word == "=" or has_begun) and joined:
            joined[-1] += _unquoted(word)
            has_begun = word == "="
        else:
            joined.append(_unquoted(word))
    is_split = len(words) > 1 and words[-2] == "="
    return joined, joined[-1].partition("=")[0] + "=" if is_split else ""


def _unquoted(word: str) -> str:
    """A word as the shell would read it, also while a quote is still open."""
    import contextlib
    import shlex

    for end in ("", '"', "'"):
        with contextlib.suppress(ValueError):
            return "".join(shlex.split(word + end))
    return word


def _zsh_line(suggestion: Suggestion) -> str:
    word = suggestion.word if suggestion.word.startswith(":") else suggestion.word.replace(":", "\\:")
    return f"{word}:{suggestion.meaning}" if suggestion.meaning else word


def _fish_line(suggestion: Suggestion) -> str:
    return f"{suggestion.word}\t{suggestion.meaning}" if suggestion.meaning else suggestion.word


_LINES: Mapping[str, Callable[[Suggestion], str]] = {
    "bash": lambda suggestion: suggestion.word,
    "zsh": _zsh_line,
    "fish": _fish_line,
}
"""How each shell reads a suggestion."""


COMMAND = Command(
    completion,
    (
        'eval "$(callsheet completion bash)"',
        "callsheet completion zsh > ~/.zfunc/_callsheet",
        "callsheet completion fish > ~/.config/fish/completions/callsheet.fish",
    ),
)
