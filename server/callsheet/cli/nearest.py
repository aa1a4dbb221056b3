"""What to say of a name that there is not: which ones were probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from callsheet.cli.output import visible

_ALIKE = 0.65
"""How much alike a name must be to be offered, 1 being the same."""

_AT_MOST = 3

_MAX_WRITTEN = 100
"""How many characters of a name that there is not are shown."""


def unknown(what: str, written: str, names: Iterable[str], otherwise: str) -> str:
    """The message for a name that is none of some names: with the likely ones, or else with what helps otherwise.

    `what` is what it should be the name of: "rule".
    """
    from callsheet.artifacts.quoting import listing, shorten

    likely = [visible(name) for name in likely_names(written, names)]
    hint = f"did you mean {listing(likely, 'or')}?" if likely else otherwise
    return f'there is no {what} "{shorten(written, _MAX_WRITTEN)}"; {hint}'


def likely_names(written: str, names: Iterable[str]) -> list[str]:
    """The names that were probably meant by another one, whatever their case: those that hold it, and those spelt alike."""
    from callsheet.artifacts.spelling import similar_names

    wanted = written.strip().lower()
    if not wanted:
        return []
    by_lower = {name.lower(): name for name in names}
    if wanted in by_lower:
        return [by_lower[wanted]]
    near = [lower for lower in by_lower if wanted in lower]
    near += [each.name for each in similar_names(wanted, [*by_lower], _AT_MOST, _ALIKE)]
    return [by_lower[lower] for lower in dict.fromkeys(near)][:_AT_MOST]
