"""What to say of a name that there is not: which ones were probably meant."""

from __future__ import annotations

from collections.abc import Sequence

from callsheet.cli.output import visible

_ALIKE = 0.6
"""How much alike a name must be to be offered, 1 being the same."""


def unknown(what: str, written: str, names: Sequence[str], otherwise: str) -> str:
    """The message for a name that is none of some names: with the likely ones, or else with what helps otherwise.

    `what` is what it should be the name of: "rule".
    """
    from callsheet.artifacts.quoting import listing
    from callsheet.artifacts.spelling import similar_names

    wanted = written.strip().lower()
    near = [name for name in names if wanted and wanted in name]
    near += [each.name for each in similar_names(wanted, names, 3, _ALIKE)]
    likely = list(dict.fromkeys(near))[:3]
    hint = f"did you mean {listing(likely, 'or')}?" if likely else otherwise
    return f'there is no {what} "{visible(written)}"; {hint}'
