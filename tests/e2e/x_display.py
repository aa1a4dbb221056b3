"""A display of the X Window System that nobody sees, for editors that have no terminal: the pixels of its screen."""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.terminal import PATIENCE

WIDTH, HEIGHT = 1280, 800
"""The size of the screen, in pixels."""

_HEADER = struct.Struct(">25I")
"""The beginning of an XWD file: its numbers are big-endian whatever the pixels are."""


@dataclass(frozen=True)
class Picture:
    """A picture of the screen: each row holds red, green and blue of one pixel after another, a byte each."""

    rows: list[bytes]

    def save(self, path: Path) -> None:
        """Write it as PNG."""

        def chunk(kind: bytes, data: bytes) -> bytes:
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        size = struct.pack(">IIBBBBB", len(self.rows[0]) // 3, len(self.rows), 8, 2, 0, 0, 0)
        pixels = zlib.compress(b"".join(b"\0" + row for row in self.rows))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


@dataclass(frozen=True)
class Display:
    """A display with its name, such as `:1`, and the file that its screen is kept in."""

    name: str
    file: Path

    def picture(self) -> Picture:
        """What is on the screen now."""
        data = self.file.read_bytes()
        header = _HEADER.unpack_from(data)
        size, width, height, bytes_per_line, colours = header[0], header[4], header[5], header[12], header[19]
        start = size + 12 * colours
        return Picture(
            [_row(data[at : at + 4 * width]) for at in range(start, start + height * bytes_per_line, bytes_per_line)]
        )


def _row(pixels: bytes) -> bytes:
    """A row of pixels of 32 bits, lowest byte first: blue, green, red and one that means nothing."""
    row = bytearray(len(pixels) // 4 * 3)
    row[0::3], row[1::3], row[2::3] = pixels[2::4], pixels[1::4], pixels[0::4]
    return bytes(row)


@contextlib.contextmanager
def display(folder: Path) -> Iterator[Display]:
    """A display of its own; it ends with the test."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(folder)]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading, encoding="ascii") as number:
            name = f":{number.readline().strip()}"
        try:
            yield Display(name, folder / "Xvfb_screen0")
        finally:
            server.terminate()
            server.wait(PATIENCE)
