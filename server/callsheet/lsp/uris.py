"""File URIs and paths (RFC 8089).

Editors spell the URI of the same file differently (`:` or `%3A`, a drive letter in either case); all spellings give one
path. A name that is no UTF-8 keeps its bytes.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePath, PureWindowsPath
from urllib.parse import quote, unquote_to_bytes

_DRIVE = re.compile(r"/[A-Za-z]:")


def to_path(uri: str) -> Path | None:
    """The path that a URI names, without `.` and `..`; None where it names no file of this machine."""
    name = file_name(uri, is_windows=os.name == "nt")
    return None if name is None else Path(os.path.normpath(name))


def unsaved_path(uri: str) -> Path | None:
    """Where a document that is not saved yet is to lie; None where that is not settled, or it is a file."""
    scheme, _, rest = uri.partition(":")
    return to_path(f"file:{rest}") if scheme.lower() == "untitled" else None


def file_name(uri: str, *, is_windows: bool) -> str | None:
    """The absolute name of the file that a URI names, with `/` between its steps, and the drive in lower case."""
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
    is_here = authority.lower() in ("", "localhost")
    if not is_windows:
        return f"/{name.lstrip('/')}" if is_here else None  # two slashes at the beginning would be another root
    if not is_here:
        return f"//{authority}{name}"
    return name[1].lower() + name[2:] if _DRIVE.match(name) else name


def to_uri(path: PurePath) -> str:
    """The URI of an absolute path."""
    name = path.as_posix()
    if name.startswith("//"):  # a share on Windows: its server is the authority
        return f"file:{quote(os.fsencode(name))}"
    if isinstance(path, PureWindowsPath) and path.drive:
        return f"file:///{name[0].lower()}:{quote(os.fsencode(name[2:]))}"
    return f"file://{quote(os.fsencode(name))}"
