"""File URIs and paths (RFC 8089).

Editors spell the URI of the same file differently (`:` or `%3A`, a drive letter in either case); all spellings give one
path. A name that is no UTF-8 keeps its bytes.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

_IS_WINDOWS = os.name == "nt"
_DRIVE = re.compile(r"/[A-Za-z]:")


def to_path(uri: str) -> Path | None:
    """The path that a URI names, without `.` and `..`; None where it names no file of this machine."""
    scheme, _, rest = uri.partition(":")
    if scheme.lower() != "file" or not rest.startswith("/"):
        return None
    authority = ""
    if rest.startswith("//"):
        authority, slash, rest = rest[2:].partition("/")
        rest = slash + rest
    name = os.fsdecode(unquote_to_bytes(re.split("[?#]", rest, maxsplit=1)[0]))
    if "\0" in name or not name:
        return None
    if authority.lower() not in ("", "localhost"):
        if not _IS_WINDOWS:
            return None
        name = f"//{authority}{name}"
    elif _IS_WINDOWS and _DRIVE.match(name):
        name = name[1].lower() + name[2:]
    return Path(os.path.normpath(name))


def to_uri(path: Path) -> str:
    """The URI of an absolute path."""
    name = path.as_posix()
    if name.startswith("//"):  # a share on Windows: its server is the authority
        return f"file:{quote(os.fsencode(name))}"
    if _IS_WINDOWS and name[1:2] == ":":
        return f"file:///{name[0].lower()}:{quote(os.fsencode(name[2:]))}"
    return f"file://{quote(os.fsencode(name))}"
