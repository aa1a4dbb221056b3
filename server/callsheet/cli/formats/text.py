"""What `callsheet check` prints for people, and for the tools that read a finding from a line.

On a terminal every finding comes with its line of the file, the offending part underlined. Elsewhere it is one line of
the form that Vim, Emacs, VS Code and `grep` know from compilers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from callsheet.artifacts.quoting import counted
from callsheet.cli.examination import Examination, Located, Place
from callsheet.cli.output import SEVERITY_STYLES, Screen, Style, cut, fold, visible, width_of
from callsheet.cli.workspaces import Target
from callsheet.rules import Severity

MAX_RELATED = 3
"""How many other places are shown with a finding."""


def render_text(examinations: Sequence[Examination], screen: Screen) -> str:
    """The findings, and in the last line how many there are."""
    lines: list[str] = []
    for examination in examinations:
        for located in examination.located:
            if screen.width is None:
                lines.append(line_of(located, examination.target.shown(located.place.path), screen))
            else:
                lines += [*_paragraph(located, examination.target, screen, screen.width), ""]
    lines.append(summary(examinations, screen))
    return "\n".join(lines) + "\n"


def line_of(located: Located, path: str, screen: Screen) -> str:
    """A finding as one line, with the path of its file as it is to be shown."""
    finding, place = located.finding, located.place
    where = screen.paint(f"{path}:{place.line}:{place.column}:", Style.BOLD)
    severity = _graded(f"{finding.severity.label}:", finding.severity, screen)
    return f"{where} {severity} {visible(finding.message)} {screen.paint(f'[{finding.rule}]', Style.DIM)}"


def _graded(text: str, severity: Severity, screen: Screen) -> str:
    """A text in the style of a severity."""
    return screen.paint(text, Style.BOLD, SEVERITY_STYLES[severity.label])


def _paragraph(located: Located, target: Target, screen: Screen, width: int) -> Iterator[str]:
    finding, place = located.finding, located.place
    where = f"{target.shown(place.path)}:{place.line}:{place.column}"
    severity = _graded(finding.severity.label, finding.severity, screen)
    kind = f"{severity} {screen.paint(f'[{finding.rule}]', Style.DIM)}"
    is_short = width_of(f"{where} {finding.severity.label} [{finding.rule}]") <= width
    yield f"{screen.paint(where, Style.BOLD)}{' ' if is_short else _BELOW}{kind}"
    yield fold(visible(finding.message), width, "  ")
    yield from _excerpt(located, screen, width)
    for other, message in located.related[:MAX_RELATED]:
        yield from _reference(
            f"{target.shown(other.path)}:{other.line}:{other.column}", visible(message), screen, width
        )
    if len(located.related) > MAX_RELATED:
        yield screen.paint(f"  and {counted(len(located.related) - MAX_RELATED, 'other place')}", Style.DIM)


_BELOW = "\n  "
"""What stands between two parts of a line that are too long to stand beside each other."""


def _reference(where: str, message: str, screen: Screen, width: int) -> Iterator[str]:
    """Another place and what is there: in one line, where that is wide enough."""
    see = f"  {screen.paint('see', Style.DIM)} {where}"
    if width_of(f"  see {where} {message}") <= width:
        yield f"{see} {screen.paint(message, Style.DIM)}"
    else:
        yield see
        yield from (screen.paint(line, Style.DIM) for line in fold(message, width, "      ").split("\n"))


def _excerpt(located: Located, screen: Screen, width: int) -> Iterator[str]:
    """The line of the file in which a finding begins, and marks below the offending part."""
    if located.excerpt is None:
        return
    before, part, after = map(_plain, located.excerpt)
    number, extent = f"{located.place.line:>5}", _extent(located.place)
    room = width - len(f"{number} │ ")
    part = cut(part, room - 2 - len(extent))
    behind = max(min(width_of(after), room // 4), len(extent))
    before = cut(before, max(room - width_of(part) - behind, 1), at_start=True)
    after = cut(after, room - width_of(before) - width_of(part))
    yield f"{screen.paint(f'{number} │ ', Style.DIM)}{before}{part}{after}".rstrip()
    marks = _graded("^" * max(width_of(part), 1), located.finding.severity, screen)
    margin = screen.paint(f"{' ' * len(number)} │ ", Style.DIM)
    yield f"{margin}{' ' * width_of(before)}{marks}{screen.paint(extent, Style.DIM)}"


def _extent(place: Place) -> str:
    """What is said of a place that goes on below the line in which it begins."""
    return f" to line {place.last_line}" if place.last_line > place.line else ""


def _plain(text: str) -> str:
    return visible(text.replace("\t", "    "))


def summary(examinations: Sequence[Examination], screen: Screen) -> str:
    """How many findings there are of each severity, and in how many documents; in lines that fit the screen."""
    counts = {severity: sum(examination.counts[severity] for examination in examinations) for severity in Severity}
    styles: dict[str, tuple[Style, ...]] = {
        _of_severity(severity, count): (Style.BOLD, SEVERITY_STYLES[severity.label])
        for severity, count in counts.items()
        if count
    } or {"no findings": (Style.GREEN,)}
    documents = counted(sum(examination.documents for examination in examinations), "document")
    workspaces = f" of {len(examinations)} workspaces" if len(examinations) > 1 else ""
    text = f"{', '.join(styles)} in {documents}{workspaces}"
    listed = sum(len(examination.located) for examination in examinations)
    if listed < sum(counts.values()) and screen.width is not None:
        text += f"; {_MORE}"
        styles[_MORE] = (Style.DIM,)
    return _folded(text, styles, screen)


_MORE = "--fail-on hint lists the hints"


def _folded(text: str, styles: Mapping[str, Sequence[Style]], screen: Screen) -> str:
    """A text in lines that fit the screen, parts of it painted; each of these stays in one line."""
    whole = {part: part.replace(" ", "\N{NO-BREAK SPACE}") for part in styles}
    for part in styles:
        text = text.replace(part, whole[part], 1)
    lines = fold(text, screen.width, "")
    for part in styles:
        lines = lines.replace(whole[part], screen.paint(part, *styles[part]), 1)
    return lines


def _of_severity(severity: Severity, count: int) -> str:
    if severity is Severity.INFORMATION:
        return f"{count} information"
    return counted(count, severity.label)
